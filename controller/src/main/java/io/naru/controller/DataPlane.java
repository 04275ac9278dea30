package io.naru.controller;

import io.naru.controller.admin.Metrics;
import io.naru.proxy.listen.ProxyServer;
import io.naru.proxy.listen.ServerOptions;
import io.naru.proxy.runtime.CurrentTable;
import io.naru.proxy.snapshot.Snapshot;
import io.naru.tls.netty.LiveContexts;
import io.naru.tls.netty.ServerContexts;
import io.naru.tls.netty.TicketKeys;
import io.naru.tls.netty.TlsEngine;
import io.naru.tls.netty.UpstreamContexts;
import io.naru.tls.select.Alpn;
import io.naru.tls.select.ServerTls;
import io.naru.tls.select.TlsPolicy;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/// The data plane with its TLS: what it serves is the table's business alone.
final class DataPlane {
  private static final TlsPolicy HTTP_1_1_ONLY =
      TlsPolicy.DEFAULT.withAlpn(List.of(Alpn.HTTP_1_1, Alpn.HTTP_1_0));
  private static final int SERVER_CONTEXTS = 2000;
  private static final int UPSTREAM_CONTEXTS = 500;

  private DataPlane() {}

  /// A server that listens on nothing yet.
  static ProxyServer over(CurrentTable tables, ServerOptions options, InstantSource clock) {
    TlsEngine engine = TlsEngine.detect();
    Executor builders =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("tls-context-", 0).factory());
    ServerContexts contexts =
        new ServerContexts(engine, builders, new TicketKeys(clock), SERVER_CONTEXTS);
    return new ProxyServer(
        options,
        tables,
        new LiveContexts(() -> inForce(tables), contexts),
        new UpstreamContexts(engine, builders, UPSTREAM_CONTEXTS));
  }

  /// What operators see of it.
  static void measure(ProxyServer proxy, Metrics metrics) {
    metrics.gauge(
        "naru.upstreams.jdk.tls",
        "How many upstreams the JDK speaks TLS to, because BoringSSL does not take their kind of"
            + " key.",
        proxy.upstreams()::exceptions);
    metrics.add(new ConnectionMeters(proxy.clients(), proxy.endpoints()));
    metrics.gauge(
        "naru.buffer.used.bytes",
        "What the buffers of all connections hold.",
        proxy.buffers()::used);
    metrics.gauge(
        "naru.buffer.limit.bytes",
        "What they may hold before new requests are refused.",
        proxy.buffers()::limit);
  }

  private static ServerTls inForce(CurrentTable tables) {
    Snapshot snapshot = tables.get().snapshot();
    return new ServerTls(
        snapshot.certificates(), snapshot.clients().http2() ? TlsPolicy.DEFAULT : HTTP_1_1_ONLY);
  }
}
