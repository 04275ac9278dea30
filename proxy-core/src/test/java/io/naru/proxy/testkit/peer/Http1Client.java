package io.naru.proxy.testkit.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A client's HTTP/1.1 connection, one request after another. */
public final class Http1Client implements Client {
  private final Http1Wire wire;
  private final List<Integer> informational = new ArrayList<>();

  private Http1Client(Socket socket) throws IOException {
    this.wire = new Http1Wire(socket);
  }

  public static Http1Client plain(int port) throws IOException {
    return new Http1Client(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  public static Http1Client secure(int port, SSLContext context) throws IOException {
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(TestTls.NAME)));
    parameters.setApplicationProtocols(new String[] {"http/1.1"});
    socket.setSSLParameters(parameters);
    return new Http1Client(socket);
  }

  /** For what is no whole request. */
  public Http1Wire wire() {
    return wire;
  }

  /** The head of a request whose body follows as the test wants it. */
  public void sendHead(Ask ask) throws IOException {
    wire.write(head(ask));
  }

  @Override
  public Got send(Ask ask) throws IOException {
    String head = head(ask);
    // a body may be more than both ends' buffers hold, so it goes out while the answer comes in
    Thread.startVirtualThread(() -> write(head, ask));
    return receive(ask.method());
  }

  private void write(String head, Ask ask) {
    try {
      if (!ask.hasBody()) {
        wire.write(head);
      } else if (ask.stated()) {
        wire.write(head + ask.body());
      } else {
        wire.write(head);
        wire.writeChunked(ask.body(), ask.trailers());
      }
    } catch (IOException _) {
      // the reader sees it
    }
  }

  private static String head(Ask ask) {
    String framing = "";
    if (ask.hasBody()) {
      framing =
          ask.stated()
              ? "Content-Length: " + ask.body().length() + "\r\n"
              : "Transfer-Encoding: chunked\r\n";
    }
    return ask.method()
        + " "
        + ask.target()
        + " HTTP/1.1\r\nHost: "
        + ask.authority()
        + "\r\n"
        + framing
        + Http1Wire.text(ask.fields())
        + "\r\n";
  }

  /** The whole response to a request of that method. */
  public Got receive(String method) throws IOException {
    Http1Wire.Start head = wire.readStart();
    while (head.status() < 200) {
      informational.add(head.status());
      head = wire.readStart();
    }
    Http1Wire.Body body = wire.readBody(head, method);
    return new Got(head.status(), head.fields(), body.text(), body.trailers());
  }

  /** The 1xx heads that came so far. */
  public List<Integer> informational() {
    return informational;
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
