package io.naru.proxy.testkit.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** HTTP/1.1 as text on a blocking socket, from either end. Reading and writing, a thread each. */
public final class Http1Wire implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final String END = "\r\n";

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  /** The first line of a head, and its fields. */
  public record Start(String line, Lines fields) {

    /** The word of the first line at that place. */
    public String word(int at) throws ProtocolException {
      List<String> words = List.of(line.split(" ", 3));
      if (words.size() <= at) {
        throw new ProtocolException("not a first line: " + line);
      }
      return words.get(at);
    }

    public int status() throws ProtocolException {
      return Integer.parseInt(word(1));
    }

    boolean isChunked() {
      return fields.value("transfer-encoding").equals("chunked");
    }
  }

  /** A body with what followed it. */
  public record Body(String text, Lines trailers) {}

  public Http1Wire(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    this.out = socket.getOutputStream();
  }

  public void write(String text) throws IOException {
    out.write(text.getBytes(ISO_8859_1));
    out.flush();
  }

  public void writeLines(Lines lines) throws IOException {
    write(text(lines) + END);
  }

  static String text(Lines lines) {
    StringBuilder text = new StringBuilder();
    lines
        .all()
        .forEach(line -> text.append(line.name()).append(": ").append(line.value()).append(END));
    return text.toString();
  }

  /** A chunk for each part of the body, then the last chunk with the trailers. */
  public void writeChunked(String body, Lines trailers) throws IOException {
    int part = Math.max(1, body.length() / 3);
    for (int at = 0; at < body.length(); at += part) {
      String chunk = body.substring(at, Math.min(body.length(), at + part));
      write(Integer.toHexString(chunk.length()) + END + chunk + END);
    }
    write("0" + END + text(trailers) + END);
  }

  /** The next line without its end. */
  public String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection ended after '" + line.toString(ISO_8859_1) + "'");
      }
      line.write(next);
    }
    String text = line.toString(ISO_8859_1);
    if (!text.endsWith("\r")) {
      throw new ProtocolException("a line without CR: " + text);
    }
    return text.substring(0, text.length() - 1);
  }

  private Lines readLines() throws IOException {
    List<Lines.Line> lines = new ArrayList<>();
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      int colon = line.indexOf(':');
      lines.add(new Lines.Line(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return new Lines(lines);
  }

  public Start readStart() throws IOException {
    return new Start(readLine(), readLines());
  }

  /** The body of a request. */
  public Body readBody(Start head) throws IOException {
    if (head.isChunked()) {
      return readChunked();
    }
    String length = head.fields().value("content-length");
    return new Body(read(length.isEmpty() ? 0 : Integer.parseInt(length)), Lines.NONE);
  }

  /** The body of a response to the method. */
  Body readBody(Start head, String method) throws IOException {
    int status = head.status();
    if (method.equals("HEAD") || status == 204 || status == 304) {
      return new Body("", Lines.NONE);
    }
    if (head.isChunked() || head.fields().has("content-length")) {
      return readBody(head);
    }
    return new Body(new String(in.readAllBytes(), ISO_8859_1), Lines.NONE);
  }

  private Body readChunked() throws IOException {
    StringBuilder body = new StringBuilder();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      body.append(read(size));
      readLine();
    }
    return new Body(body.toString(), readLines());
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(readLine(), 16);
  }

  /** Exactly so many bytes. */
  public String read(int bytes) throws IOException {
    byte[] read = in.readNBytes(bytes);
    if (read.length < bytes) {
      throw new EOFException("the connection ended after " + read.length + " of " + bytes);
    }
    return new String(read, ISO_8859_1);
  }

  /** Whether the other side has ended the connection, in whatever way; waits for a byte or that. */
  public boolean isEnded() {
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the connection stays open", e);
    } catch (IOException e) {
      return true;
    }
  }

  /** All that still comes until the connection ends, in whatever way. */
  public void drain() {
    while (!isEnded()) {
      // thrown away
    }
  }

  /** Ends with a RST instead of a FIN. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  public Socket socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
