package io.naru.tls.netty;

import io.naru.tls.select.ServerTls;
import io.naru.tls.testkit.HandClock;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/** A server of TLS with all of its parts, and what is in force in the test's hand. */
final class Serving implements AutoCloseable {
  private static final int MAX_CONTEXTS = 16;

  final AtomicReference<ServerTls> inForce;
  final HandClock clock = new HandClock(Instant.parse("2026-11-20T12:00:00Z"));
  final EchoServer server;
  private final ExecutorService builders = Executors.newSingleThreadExecutor();

  Serving(TlsEngine engine, ServerTls tls) {
    inForce = new AtomicReference<>(tls);
    ServerContexts contexts =
        new ServerContexts(engine, builders, new TicketKeys(clock), MAX_CONTEXTS);
    server = new EchoServer(new LiveContexts(inForce::get, contexts));
  }

  @Override
  public void close() {
    server.close();
    builders.shutdownNow();
  }
}
