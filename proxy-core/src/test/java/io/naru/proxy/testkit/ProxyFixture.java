package io.naru.proxy.testkit;

import io.naru.proxy.buffer.BufferBudget;
import io.naru.proxy.filter.Chains;
import io.naru.proxy.filter.Filter;
import io.naru.proxy.filter.FilterChain;
import io.naru.proxy.listen.BindFailure;
import io.naru.proxy.listen.ConnectionBounds;
import io.naru.proxy.listen.Listener;
import io.naru.proxy.listen.NativeTransport;
import io.naru.proxy.listen.ProxyServer;
import io.naru.proxy.listen.ServerOptions;
import io.naru.proxy.policy.ClientLimits;
import io.naru.proxy.pool.PoolLimits;
import io.naru.proxy.route.Route;
import io.naru.proxy.route.VirtualHost;
import io.naru.proxy.runtime.Activator;
import io.naru.proxy.runtime.CurrentTable;
import io.naru.proxy.runtime.LiveTable;
import io.naru.proxy.snapshot.Snapshot;
import io.naru.proxy.testkit.peer.Http1Client;
import io.naru.proxy.testkit.peer.Http2Client;
import io.naru.proxy.testkit.peer.TestTls;
import io.naru.proxy.upstream.Upstream;
import io.naru.tls.netty.LiveContexts;
import io.naru.tls.netty.ServerContexts;
import io.naru.tls.netty.TicketKeys;
import io.naru.tls.netty.TlsEngine;
import io.naru.tls.netty.UpstreamContexts;
import io.naru.tls.select.CertificateSet;
import io.naru.tls.select.CertificateTable;
import io.naru.tls.select.ServerTls;
import io.naru.tls.select.TlsPolicy;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * The whole data plane on loopback: a plain and a TLS listener, and a table that the test
 * publishes.
 */
public final class ProxyFixture implements AutoCloseable {
  private static final int MAX_CONTEXTS = 16;

  private final TestTls tls = new TestTls();
  private final ExecutorService builders = Executors.newSingleThreadExecutor();
  private final Activator activator;
  private final CertificateTable certificates =
      CertificateTable.of(CertificateSet.of(tls.certificate()));
  private final CurrentTable tables = new CurrentTable(LiveTable.empty(certificates));
  private final ProxyServer server;
  private final int port;
  private final int securePort;
  private ClientLimits clients = ClientLimits.DEFAULT;
  private long generation;

  /** What a process with 4,096 descriptors has. */
  public static final ConnectionBounds BOUNDS = new ConnectionBounds(1843, 1843, 921);

  private ProxyFixture(
      int threads,
      PoolLimits pools,
      BufferBudget buffers,
      ConnectionBounds connections,
      Function<Route, FilterChain> chains)
      throws BindFailure {
    this(
        new ServerOptions(
            threads, NativeTransport.detect(), pools, buffers, connections, "naru-test"),
        chains);
  }

  private ProxyFixture(ServerOptions options, Function<Route, FilterChain> chains)
      throws BindFailure {
    this.activator = new Activator(new SplittableRandom(), chains);
    TlsEngine engine = TlsEngine.detect();
    ServerContexts contexts =
        new ServerContexts(engine, builders, new TicketKeys(InstantSource.system()), MAX_CONTEXTS);
    this.server =
        new ProxyServer(
            options,
            tables,
            new LiveContexts(this::inForce, contexts),
            new UpstreamContexts(engine, builders, MAX_CONTEXTS));
    this.port = server.listen(Listener.plain(0).on("127.0.0.1")).getPort();
    this.securePort = server.listen(Listener.secure(0).on("127.0.0.1")).getPort();
  }

  private ServerTls inForce() {
    return new ServerTls(tables.get().snapshot().certificates(), TlsPolicy.DEFAULT);
  }

  /** Two event loops. */
  public static ProxyFixture start() throws BindFailure {
    return new ProxyFixture(2, PoolLimits.DEFAULT, ample(), BOUNDS, Chains::requests);
  }

  /** One process of an installation. */
  public static ProxyFixture of(String installation) throws BindFailure {
    return new ProxyFixture(ServerOptions.of(1 << 30, BOUNDS, installation), Chains::requests);
  }

  /** One event loop, so that all clients share its pools. */
  public static ProxyFixture oneLoop() throws BindFailure {
    return new ProxyFixture(1, PoolLimits.DEFAULT, ample(), BOUNDS, Chains::requests);
  }

  public static ProxyFixture oneLoop(PoolLimits pools) throws BindFailure {
    return new ProxyFixture(1, pools, ample(), BOUNDS, Chains::requests);
  }

  /** So many event loops with so much room for connections. */
  public static ProxyFixture bounded(int threads, ConnectionBounds connections) throws BindFailure {
    return new ProxyFixture(threads, PoolLimits.DEFAULT, ample(), connections, Chains::requests);
  }

  /** One event loop, with so many bytes for its buffers, which the gauge measures. */
  public static ProxyFixture oneLoop(BufferBudget buffers, BufferGauge gauge) throws BindFailure {
    FilterChain chain = new FilterChain(List.of(gauge));
    return new ProxyFixture(1, PoolLimits.DEFAULT, buffers, BOUNDS, _ -> chain);
  }

  /** More buffers than any test needs. */
  public static BufferBudget ample() {
    return new BufferBudget(1 << 30, 2);
  }

  /** One event loop, and one filter that every request passes. */
  public static ProxyFixture oneLoop(Filter filter) throws BindFailure {
    FilterChain chain = new FilterChain(List.of(filter));
    return new ProxyFixture(1, PoolLimits.DEFAULT, ample(), BOUNDS, _ -> chain);
  }

  /** What new connections of clients are held to, from the next table on. */
  public synchronized ProxyFixture limit(ClientLimits limits) {
    clients = limits;
    return this;
  }

  /** Serves this from now on. */
  public synchronized ProxyFixture publish(List<VirtualHost> hosts, Upstream... upstreams) {
    generation++;
    Snapshot table = Tables.snapshot(generation, hosts, List.of(upstreams), certificates);
    Snapshot limited =
        new Snapshot(generation, table.routes(), table.upstreams(), certificates, clients);
    tables.publish(activator.activate(limited, tables.get()));
    return this;
  }

  /** Serves nothing: what the pools hold idle is closed. */
  public ProxyFixture publishNothing() {
    return publish(List.of());
  }

  public ProxyServer server() {
    return server;
  }

  public TestTls tls() {
    return tls;
  }

  public int port() {
    return port;
  }

  public int securePort() {
    return securePort;
  }

  public Http1Client http1() throws IOException {
    return Http1Client.plain(port);
  }

  public Http1Client https1() throws IOException {
    return Http1Client.secure(securePort, tls.context());
  }

  public Http2Client http2() {
    return Http2Client.plain(port);
  }

  public Http2Client https2() {
    return Http2Client.secure(securePort, tls.context());
  }

  @Override
  public void close() {
    server.close();
    builders.shutdownNow();
  }
}
