package io.naru.proxy.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.exchange.UpstreamConnection;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.h2.H2Limits;
import io.naru.proxy.h2.H2Loop;
import io.naru.proxy.testkit.ScriptedEndpoint;
import io.naru.proxy.testkit.TestLoop;
import io.naru.proxy.upstream.Protocol;
import io.naru.proxy.upstream.UpstreamId;
import io.naru.tls.netty.TlsEngine;
import io.naru.tls.netty.UpstreamContexts;
import io.naru.tls.select.UpstreamTls;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever becomes of a connect, its waiters hear of it on their loop, and the pool goes on. */
class ConnectOutcomesIT {
  /** In the hand's time; a handshake runs in ours, and must not end by it. */
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private static final PoolLimits LIMITS =
      new PoolLimits(320, Duration.ofHours(1), 10_000, Duration.ofHours(9), 4096, 4);

  private static final UpstreamId UP = new UpstreamId("up");

  private final TestLoop loop = new TestLoop();
  private final UpstreamContexts contexts =
      new UpstreamContexts(TlsEngine.detect(), Runnable::run, 4);
  private final ConnectionBudget budget = new ConnectionBudget(100, 100);
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<AutoCloseable> open = new ArrayList<>();
  private volatile boolean hasSockets = true;
  private volatile boolean isReached = true;

  @AfterEach
  void stop() throws Exception {
    end.countDown();
    for (AutoCloseable each : open) {
      each.close();
    }
    loop.close();
  }

  /** What an endpoint, or the way to it, does. */
  enum Way {
    NO_SOCKET,
    NO_ROUTE,
    REFUSED,
    SILENT,
    SILENT_IN_TLS,
    SILENT_BEFORE_SETTINGS,
    CLOSED_IN_TLS,
    CLOSED_BEFORE_SETTINGS
  }

  private Connector.Target target(Way way) throws IOException {
    return switch (way) {
      case NO_SOCKET -> {
        hasSockets = false;
        yield plain(closing(), Protocol.HTTP1);
      }
      case NO_ROUTE -> plain(broadcast(), Protocol.HTTP1);
      case REFUSED -> plain(refusing(), Protocol.HTTP1);
      case SILENT -> {
        isReached = false;
        yield plain(closing(), Protocol.HTTP1);
      }
      case SILENT_IN_TLS -> secure(silent());
      case SILENT_BEFORE_SETTINGS -> plain(silent(), Protocol.HTTP2);
      case CLOSED_IN_TLS -> secure(closing());
      case CLOSED_BEFORE_SETTINGS -> plain(closing(), Protocol.HTTP2);
    };
  }

  private static Connector.Target plain(InetSocketAddress address, Protocol protocol) {
    return new Connector.Target(UP, address, protocol, Optional.empty());
  }

  private static Connector.Target secure(InetSocketAddress address) {
    return new Connector.Target(UP, address, Protocol.HTTP1, Optional.of(UpstreamTls.DEFAULT));
  }

  private InetSocketAddress closing() throws IOException {
    return scripted(peer -> {});
  }

  private InetSocketAddress silent() throws IOException {
    return scripted(peer -> end.await());
  }

  private InetSocketAddress scripted(ScriptedEndpoint.Script script) throws IOException {
    ScriptedEndpoint endpoint = new ScriptedEndpoint(script);
    open.add(endpoint);
    return loopback(endpoint.port());
  }

  private static InetSocketAddress refusing() throws IOException {
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return loopback(gone.getLocalPort());
    }
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** No stream leads there: the system says so at once. */
  private static InetSocketAddress broadcast() throws UnknownHostException {
    return new InetSocketAddress(InetAddress.getByName("255.255.255.255"), 80);
  }

  private Channel socket() {
    if (!hasSockets) {
      throw new ChannelException("Too many open files");
    }
    return isReached ? new NioSocketChannel() : new Unreached();
  }

  /** Its packets are lost. */
  private static final class Unreached extends NioSocketChannel {
    @Override
    protected boolean doConnect(SocketAddress remote, SocketAddress local) {
      return false;
    }
  }

  private EndpointPool pool(Connector.Target target) {
    Connector connector =
        new NettyConnector(
            loop.loop(), this::socket, contexts, new H2Loop(loop.loop(), H2Limits.ENDPOINTS));
    return loop.on(() ->
        new EndpointPool(
            target,
            new EndpointPool.Means(
                connector,
                LIMITS,
                new Openings(budget, LIMITS.opening(), loop.loop().deadlines()),
                new EndpointPool.PoolClock(
                    loop.loop().deadlines()::coarseMillis, loop.loop().deadlines()))));
  }

  /** What a waiter heard; written on the loop. */
  private final class Heard implements Lease.Lessee {
    private final List<String> all = new ArrayList<>();

    @Override
    public void leased(UpstreamConnection connection) {
      hear("leased");
    }

    @Override
    public void failed(Fault.Upstream fault) {
      hear(fault.cause());
    }

    private void hear(String what) {
      all.add(loop.loop().events().inEventLoop() ? what : what + " on another thread");
    }
  }

  private List<Heard> ask(EndpointPool pool, int waiters) {
    List<Heard> all = IntStream.range(0, waiters).mapToObj(_ -> new Heard()).toList();
    loop.run(() -> all.forEach(heard -> pool.lease(heard, TIMEOUT)));
    return all;
  }

  private void passTime(Way way) {
    switch (way) {
      case SILENT, SILENT_IN_TLS, SILENT_BEFORE_SETTINGS -> loop.advance(TIMEOUT.plusSeconds(1));
      case NO_SOCKET, NO_ROUTE, REFUSED, CLOSED_IN_TLS, CLOSED_BEFORE_SETTINGS -> {}
    }
  }

  private void untilAllHave(List<Heard> waiters, String heard) {
    loop.until(() -> waiters.stream().noneMatch(it -> it.all.isEmpty()));
    assertThat(loop.on(() -> waiters.stream().map(it -> List.copyOf(it.all)).distinct().toList()))
        .containsExactly(List.of(heard));
  }

  @ParameterizedTest
  @CsvSource({
    "NO_SOCKET, upstream-saturated",
    "NO_ROUTE, connect-failed",
    "REFUSED, connect-failed",
    "SILENT, connect-timeout",
    "SILENT_IN_TLS, connect-timeout",
    "SILENT_BEFORE_SETTINGS, connect-timeout",
    "CLOSED_IN_TLS, upstream-tls-failed",
    "CLOSED_BEFORE_SETTINGS, connect-failed"
  })
  void everyWaiterHearsOfItOnItsLoopAndNothingStays(Way way, String fault) throws Exception {
    EndpointPool pool = pool(target(way));
    for (int waiters : new int[] {1, 20, 1}) {
      List<Heard> all = ask(pool, waiters);
      passTime(way);
      untilAllHave(all, fault);
      passTime(way);
      loop.until(() -> budget.all().open() == 0);
    }
  }

  @Test
  void whereSocketsAreToBeHadAgainTheSamePoolServes() throws Exception {
    EndpointPool pool = pool(plain(silent(), Protocol.HTTP1));
    hasSockets = false;
    untilAllHave(ask(pool, 20), "upstream-saturated");
    hasSockets = true;
    untilAllHave(ask(pool, 20), "leased");
  }

  @Test
  void whereAnEndpointListensAgainTheSamePoolServes() throws Exception {
    InetSocketAddress address = refusing();
    EndpointPool pool = pool(plain(address, Protocol.HTTP1));
    untilAllHave(ask(pool, 20), "connect-failed");
    open.add(new ServerSocket(address.getPort(), 50, address.getAddress()));
    untilAllHave(ask(pool, 20), "leased");
  }

  @Test
  void whoAsksAnEndpointThatIsReachedAgainIsServed() throws Exception {
    EndpointPool pool = pool(plain(silent(), Protocol.HTTP1));
    isReached = false;
    List<Heard> lost = ask(pool, 20);
    loop.advance(TIMEOUT.plusSeconds(1));
    untilAllHave(lost, "connect-timeout");
    loop.advance(TIMEOUT);
    isReached = true;
    untilAllHave(ask(pool, 20), "leased");
  }
}
