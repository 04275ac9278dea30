package io.naru.benchmarks.soak;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// An endpoint whose responses begin and do not end, and clients that hold them open.
///
/// Thread rule: one thread opens and asks; connections are served on virtual threads.
final class OpenStreams implements AutoCloseable {
  private static final byte[] BEGINNING =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private static final byte[] MORE = "1\r\n.\r\n".getBytes(StandardCharsets.US_ASCII);

  /// Well within the proxy's read timeout of a minute.
  private static final Duration PAUSE = Duration.ofSeconds(15);

  private final ServerSocket endpoint;
  private final ExecutorService serving = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Socket> clients = new ArrayList<>();
  private final AtomicInteger ended = new AtomicInteger();

  OpenStreams() throws IOException {
    endpoint = new ServerSocket(0, 4096, InetAddress.ofLiteral("127.0.0.1"));
    serving.submit(this::accept);
  }

  int port() {
    return endpoint.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = endpoint.accept();
        serving.submit(() -> serve(connection));
      }
    } catch (IOException _) {
      // closed: the run is over
    }
  }

  /// Begins one response and goes on with it until the other side leaves.
  private static void serve(Socket connection) {
    try (connection) {
      readHead(connection.getInputStream());
      connection.getOutputStream().write(BEGINNING);
      while (true) {
        Thread.sleep(PAUSE);
        connection.getOutputStream().write(MORE);
      }
    } catch (IOException | InterruptedException _) {
      // the other side is gone, or the run is over
    }
  }

  private static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("closed within a head: " + head);
      }
      head.append((char) b);
    }
    return head.toString();
  }

  /// Opens streams through the proxy, to one host after another, each until its first bytes are
  /// here.
  void open(InetSocketAddress proxy, int count, int hosts) throws IOException {
    for (int i = 0; i < count; i++) {
      Socket client = new Socket();
      client.connect(proxy);
      client.setSoTimeout(10_000);
      String request = "GET / HTTP/1.1\r\nHost: " + SoakCluster.host(i % hosts) + "\r\n\r\n";
      client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String head = readHead(client.getInputStream());
      if (!head.startsWith("HTTP/1.1 200")) {
        throw new IOException("no stream: " + head);
      }
      client.getInputStream().readNBytes("5\r\nhello\r\n".length());
      client.setSoTimeout(0);
      clients.add(client);
      serving.submit(() -> follow(client));
    }
  }

  private void follow(Socket client) {
    try {
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      // cut, as a plain end would be
    }
    ended.incrementAndGet();
  }

  /// How many have ended, though none should.
  int cut() {
    return ended.get();
  }

  @Override
  public void close() throws IOException {
    for (Socket client : clients) {
      client.close();
    }
    endpoint.close();
    serving.shutdownNow();
  }
}
