package io.naru.proxy.testkit.peer;

import io.naru.proxy.upstream.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** An endpoint that speaks HTTP/1.1, a virtual thread for each connection. */
public final class Http1Endpoint implements TestEndpoint {

  /** What is done with one connection; it is closed behind that. */
  @FunctionalInterface
  public interface Script {
    void serve(Http1Wire wire) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final Script script;
  private final Gauge connections = new Gauge();
  private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private Http1Endpoint(ServerSocket server, int port, Function<Http1Endpoint, Script> script)
      throws IOException {
    this.server = server;
    this.script = script.apply(this);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 4096);
    Thread.startVirtualThread(this::accept);
  }

  /** Answers each request with what the function makes of it. */
  public static Http1Endpoint answering(Function<Seen, Answer> answers) throws IOException {
    return answering(answers, 0);
  }

  /** The same on a port that was free a moment ago. */
  public static Http1Endpoint answering(Function<Seen, Answer> answers, int port)
      throws IOException {
    return new Http1Endpoint(new ServerSocket(), port, self -> wire -> self.serve(wire, answers));
  }

  /** The same over TLS. */
  public static Http1Endpoint answering(Function<Seen, Answer> answers, SSLContext tls)
      throws IOException {
    return new Http1Endpoint(
        tls.getServerSocketFactory().createServerSocket(),
        0,
        self -> wire -> self.serve(wire, answers));
  }

  public static Http1Endpoint scripted(Script script) throws IOException {
    return new Http1Endpoint(new ServerSocket(), 0, _ -> script);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        connections.up();
        open.add(socket);
        Thread.startVirtualThread(() -> serve(socket));
      }
    } catch (IOException _) {
      // the end of the test
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      script.serve(new Http1Wire(socket));
    } catch (IOException | InterruptedException _) {
      // the proxy is free to end a connection at any time
    } finally {
      open.remove(socket);
      connections.down();
    }
  }

  private void serve(Http1Wire wire, Function<Seen, Answer> answers) throws IOException {
    boolean goesOn = true;
    while (goesOn) {
      Seen request = read(wire);
      seen.add(request);
      goesOn = write(wire, request.method(), answers.apply(request));
    }
  }

  /** The next request, whole. */
  public static Seen read(Http1Wire wire) throws IOException {
    Http1Wire.Start head = wire.readStart();
    Http1Wire.Body body = wire.readBody(head);
    return new Seen(
        head.word(0),
        head.word(1),
        head.fields().value("host"),
        head.fields(),
        body.text(),
        body.trailers());
  }

  /** Writes the answer; whether the connection can go on. */
  public static boolean write(Http1Wire wire, String method, Answer answer) throws IOException {
    String head = "HTTP/1.1 " + answer.status() + " Whatever\r\n" + Http1Wire.text(answer.fields());
    boolean bodiless = method.equals("HEAD") || answer.status() == 204 || answer.status() == 304;
    switch (answer.length()) {
      case STATED -> {
        String length = answer.status() == 204 ? "" : "Content-Length: " + answer.body().length();
        wire.write(head + (length.isEmpty() ? "" : length + "\r\n") + "\r\n");
        wire.write(bodiless ? "" : answer.body());
      }
      case CHUNKED -> {
        wire.write(head + "Transfer-Encoding: chunked\r\n\r\n");
        if (!bodiless) {
          wire.writeChunked(answer.body(), answer.trailers());
        }
      }
      case UNTIL_CLOSE -> wire.write(head + "\r\n" + (bodiless ? "" : answer.body()));
    }
    return answer.length() != Answer.Length.UNTIL_CLOSE;
  }

  @Override
  public Endpoint endpoint() {
    return new Endpoint("127.0.0.1", server.getLocalPort());
  }

  @Override
  public BlockingQueue<Seen> seen() {
    return seen;
  }

  @Override
  public Gauge connections() {
    return connections;
  }

  /** Dies as a killed process does: nobody listens, and every connection is reset. */
  public void kill() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  /** Ends what is open, and listens on. */
  public void closeConnections() {
    open.forEach(Http1Endpoint::close);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    closeConnections();
  }
}
