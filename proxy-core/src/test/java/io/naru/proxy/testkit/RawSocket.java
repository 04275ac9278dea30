package io.naru.proxy.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One end of a connection with every byte in the test's hands. Text is ISO-8859-1: one character is
 * one byte. No read waits longer than {@link #PATIENCE}. Any thread, one at a time.
 */
public final class RawSocket implements AutoCloseable {
  /** How long the other side may take before a test fails. */
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How the other side ended the connection. */
  public enum End {
    FIN,
    RESET
  }

  private final Socket socket;
  private final InputStream in;
  private long sent;

  public RawSocket(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) PATIENCE.toMillis());
  }

  /** Connects to a port of the loopback interface. */
  public static RawSocket connect(int port) throws IOException {
    return connect(port, 0);
  }

  /**
   * Connects with a receive buffer of about that size, so that a reader that stalls is noticed
   * soon.
   */
  public static RawSocket connect(int port, int receiveBuffer) throws IOException {
    Socket socket = new Socket();
    if (receiveBuffer > 0) {
      socket.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
    }
    socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) PATIENCE.toMillis());
    return new RawSocket(socket);
  }

  public RawSocket send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public RawSocket send(byte[] bytes) throws IOException {
    sent += bytes.length;
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** How many bytes were sent. */
  public long sent() {
    return sent;
  }

  /** Sends each byte in a segment of its own. */
  public RawSocket drip(String text) throws IOException {
    for (byte b : text.getBytes(StandardCharsets.ISO_8859_1)) {
      sent++;
      socket.getOutputStream().write(b);
    }
    return this;
  }

  /** The next byte, or -1 after the other side's FIN. */
  public int read() throws IOException {
    return in.read();
  }

  /** Exactly so many bytes. */
  public String take(int size) throws IOException {
    byte[] bytes = in.readNBytes(size);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (bytes.length < size) {
      throw new IOException("ended after " + text);
    }
    return text;
  }

  /** Everything up to and including the mark. */
  public String takeUntil(String mark) throws IOException {
    StringBuilder text = new StringBuilder();
    while (!endsWith(text, mark)) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("ended after " + text);
      }
      text.append((char) b);
    }
    return text.toString();
  }

  private static boolean endsWith(StringBuilder text, String mark) {
    int from = text.length() - mark.length();
    return from >= 0 && text.indexOf(mark, from) == from;
  }

  /** Everything up to the other side's FIN. */
  public String takeAll() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** One response with its body. */
  public RawResponse response() throws IOException {
    return RawResponse.read(this, true);
  }

  /** One response that has no body, whatever it says: the answer to HEAD, or a 1xx. */
  public RawResponse responseHead() throws IOException {
    return RawResponse.read(this, false);
  }

  /** Waits for the connection's end; what still comes before it is thrown away. */
  public End end() throws IOException {
    try {
      in.transferTo(OutputStream.nullOutputStream());
      return End.FIN;
    } catch (SocketException reset) {
      return End.RESET;
    }
  }

  /** Sends FIN and goes on reading. */
  public void finish() throws IOException {
    socket.shutdownOutput();
  }

  /** Ends the connection with RST. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
