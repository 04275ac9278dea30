package io.naru.proxy.testkit;

import io.naru.proxy.exchange.ConnectionFacts;
import io.naru.proxy.h1.H1Limits;
import io.naru.proxy.h1.H1Server;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A port that speaks HTTP/1.1, on a loop of its own. */
public final class H1Front implements AutoCloseable {
  private final TestLoop loop = new TestLoop();
  private final List<H1Server> connections = new CopyOnWriteArrayList<>();
  private final RecordingAcceptor acceptor;
  private final int port;

  public H1Front(RecordingAcceptor acceptor, H1Limits limits) {
    this.acceptor = acceptor;
    ConnectionFacts facts = ConnectionFacts.of("127.0.0.1", 80, Optional.empty());
    this.port =
        loop.listen(() -> {
          H1Server server = new H1Server(loop.loop(), acceptor, facts, limits);
          connections.add(server);
          return server;
        });
  }

  public static H1Front of(RecordingAcceptor acceptor) {
    return new H1Front(acceptor, H1Limits.DEFAULT);
  }

  /** Answers each request with what it was. */
  public static H1Front echo() {
    return of(RecordingAcceptor.echo());
  }

  public TestLoop loop() {
    return loop;
  }

  public RecordingAcceptor acceptor() {
    return acceptor;
  }

  /** Our side of each connection, in the order of their accepts; used on the loop. */
  public H1Server connection(int index) {
    return connections.get(index);
  }

  public RawSocket connect() throws IOException {
    return RawSocket.connect(port);
  }

  /** See {@link RawSocket#connect(int, int)}. */
  public RawSocket connect(int receiveBuffer) throws IOException {
    return RawSocket.connect(port, receiveBuffer);
  }

  /**
   * What becomes of a request on a connection of its own: the status of its answer and, if that
   * closes the connection, how.
   */
  public String ask(String bytes) throws IOException {
    try (RawSocket client = connect()) {
      client.send(bytes);
      RawResponse response = client.response();
      boolean closes = response.field("connection").equals(Optional.of("close"));
      return response.status() + (closes ? " " + client.end() : "");
    }
  }

  @Override
  public void close() {
    loop.close();
  }
}
