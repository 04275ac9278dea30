package io.naru.proxy.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.exchange.ResponseSink;
import io.naru.proxy.exchange.UpstreamConnection;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.naru.proxy.loop.Deadlines;
import io.naru.proxy.pool.HandConnector.HandConnection;
import io.naru.proxy.testkit.HandTime;
import io.naru.proxy.upstream.Protocol;
import io.naru.proxy.upstream.UpstreamId;
import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EndpointPoolTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final PoolLimits LIMITS =
      new PoolLimits(2, Duration.ofSeconds(60), 200, Duration.ofHours(1), 150, 150);
  private static final InetSocketAddress ADDRESS =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 80);

  private final HandConnector connector = new HandConnector();
  private final HandTime time = new HandTime();
  private final Deadlines deadlines = time.deadlines();
  private final ConnectionBudget budget = new ConnectionBudget(1000, 1000);
  private final EndpointPool.Means means =
      new EndpointPool.Means(
          connector,
          LIMITS,
          new Openings(budget, LIMITS.opening(), deadlines),
          new EndpointPool.PoolClock(() -> time.nanos() / 1_000_000, deadlines));
  private final EndpointPool pool = pool(Protocol.HTTP1);

  private EndpointPool pool(Protocol protocol) {
    return pool(ADDRESS, protocol, means);
  }

  private static EndpointPool pool(
      InetSocketAddress address, Protocol protocol, EndpointPool.Means means) {
    return new EndpointPool(
        new Connector.Target(new UpstreamId("up"), address, protocol, Optional.empty()), means);
  }

  /** Of a loop with another budget, which opens so many connections at a time. */
  private EndpointPool.Means means(ConnectionBudget of, int opening) {
    return new EndpointPool.Means(
        connector, LIMITS, new Openings(of, opening, deadlines), means.clock());
  }

  /** Opens a stream on what it is leased, and remembers what it heard. */
  private static final class Asking implements Lease.Lessee {
    private final List<UpstreamConnection> leased = new ArrayList<>();
    private final List<Fault.Upstream> faults = new ArrayList<>();

    @Override
    public void leased(UpstreamConnection connection) {
      leased.add(connection);
      connection.open(new Nothing());
    }

    @Override
    public void failed(Fault.Upstream fault) {
      faults.add(fault);
    }
  }

  private record Nothing() implements ResponseSink {
    @Override
    public void informational(Head head) {}

    @Override
    public void head(Head head, boolean end) {}

    @Override
    public void data(ByteBuf data, boolean end) {
      data.release();
    }

    @Override
    public void trailers(Fields trailers) {}

    @Override
    public void granted(int bytes) {}

    @Override
    public void failed(Fault.Upstream fault) {}
  }

  private static Asking ask(EndpointPool of) {
    Asking asking = new Asking();
    of.lease(asking, TIMEOUT);
    return asking;
  }

  /** A connection that carried one stream and is idle. */
  private HandConnection idle() {
    ask(pool);
    HandConnection connection = connector.wishes.remove().opens(1);
    connection.endOne();
    return connection;
  }

  private List<HandConnection> idle(int count) {
    List<Asking> asking = IntStream.range(0, count).mapToObj(_ -> ask(pool)).toList();
    assertThat(connector.wishes).hasSize(asking.size());
    List<HandConnection> all =
        IntStream.range(0, count).mapToObj(_ -> connector.wishes.remove().opens(1)).toList();
    all.forEach(HandConnection::endOne);
    return all;
  }

  @Test
  void aConnectionIsUsedAgain() {
    HandConnection connection = idle();
    assertThat(ask(pool).leased).containsExactly(connection);
    assertThat(connector.wishes).isEmpty();
  }

  @Test
  void theOneUsedLastIsUsedNext() {
    List<HandConnection> both = idle(2);
    assertThat(ask(pool).leased).containsExactly(both.get(1));
    assertThat(ask(pool).leased).containsExactly(both.get(0));
  }

  @Test
  void whoeverWaitsOverHttp1HasAConnectionOfItsOwnUnderWay() {
    Asking first = ask(pool);
    Asking second = ask(pool);
    assertThat(connector.wishes).hasSize(2);
    connector.wishes.remove().fails(Fault.Upstream.CONNECT_FAILED);
    assertThat(first.faults).containsExactly(Fault.Upstream.CONNECT_FAILED);
    assertThat(second.faults).isEmpty();
    connector.wishes.remove().opens(1);
    assertThat(second.leased).hasSize(1);
  }

  @Test
  void aConnectionThatIsFreedServesWhoWaits() {
    HandConnection connection = idle();
    ask(pool);
    Asking waiting = ask(pool);
    connection.endOne();
    assertThat(waiting.leased).containsExactly(connection);
    HandConnection late = connector.wishes.remove().opens(1);
    assertThat(ask(pool).leased).containsExactly(late);
  }

  @Test
  void manyWaitForOneHttp2Connection() {
    EndpointPool http2 = pool(Protocol.HTTP2);
    List<Asking> all = IntStream.range(0, 100).mapToObj(_ -> ask(http2)).toList();
    assertThat(connector.wishes).hasSize(1);
    ask(http2);
    assertThat(connector.wishes).hasSize(2);
    connector.wishes.remove().opens(100);
    assertThat(all).allSatisfy(asking -> assertThat(asking.leased).hasSize(1));
  }

  @Test
  void whoDoesNotFitOnAnHttp2ConnectionGetsAnother() {
    EndpointPool http2 = pool(Protocol.HTTP2);
    List<Asking> all = IntStream.range(0, 5).mapToObj(_ -> ask(http2)).toList();
    connector.wishes.remove().opens(2);
    assertThat(connector.wishes).hasSize(1);
    connector.wishes.remove().opens(2);
    connector.wishes.remove().opens(2);
    assertThat(all).allSatisfy(asking -> assertThat(asking.leased).hasSize(1));
    assertThat(connector.wishes).isEmpty();
  }

  @Test
  void aConnectionThatTakesNothingFailsWhoWaitsForIt() {
    EndpointPool http2 = pool(Protocol.HTTP2);
    Asking asking = ask(http2);
    connector.wishes.remove().opens(0);
    assertThat(asking.faults).containsExactly(Fault.Upstream.SATURATED);
    assertThat(connector.wishes).isEmpty();
  }

  @Test
  void whoWaitsForAFullConnectionThatClosesGetsAnother() {
    EndpointPool http2 = pool(Protocol.HTTP2);
    ask(http2);
    HandConnection full = connector.wishes.remove().opens(1);
    Asking waiting = ask(http2);
    connector.wishes.remove().fails(Fault.Upstream.CONNECT_FAILED);
    assertThat(waiting.faults).hasSize(1);
    Asking next = ask(http2);
    full.close();
    connector.wishes.remove().opens(1);
    assertThat(next.leased).hasSize(1);
  }

  @Test
  void theQueueIsBounded() {
    for (int i = 0; i < LIMITS.waiting(); i++) {
      ask(pool);
    }
    assertThat(ask(pool).faults).containsExactly(Fault.Upstream.SATURATED);
    assertThat(connector.wishes).hasSize(LIMITS.waiting());
  }

  @Test
  void aBurstIsServedThoughFewConnectionsAreOpenedAtATime() {
    EndpointPool few = pool(ADDRESS, Protocol.HTTP1, means(budget, 3));
    List<Asking> burst = IntStream.range(0, 100).mapToObj(_ -> ask(few)).toList();
    while (!connector.wishes.isEmpty()) {
      assertThat(connector.wishes.size()).isLessThanOrEqualTo(3);
      connector.wishes.remove().opens(1);
    }
    assertThat(burst).allSatisfy(asking -> assertThat(asking.leased).hasSize(1));
  }

  @Test
  void theEndpointsOfOneUpstreamTakeTurns() {
    EndpointPool.Means one = means(budget, 1);
    EndpointPool silent = pool(ADDRESS, Protocol.HTTP1, one);
    EndpointPool other = pool(new InetSocketAddress(ADDRESS.getAddress(), 81), Protocol.HTTP1, one);
    Asking first = ask(silent);
    Asking second = ask(other);
    assertThat(connector.wishes).hasSize(1);
    connector.wishes.remove().fails(Fault.Upstream.CONNECT_TIMEOUT);
    assertThat(first.faults).containsExactly(Fault.Upstream.CONNECT_TIMEOUT);
    connector.wishes.remove().opens(1);
    assertThat(second.leased).hasSize(1);
  }

  @Test
  void whoeverFindsTheBudgetSpentWaitsForItsConnectTimeAndNoLonger() {
    EndpointPool bounded = pool(ADDRESS, Protocol.HTTP1, means(new ConnectionBudget(1, 1), 9));
    ask(bounded);
    HandConnection only = connector.wishes.remove().opens(1);
    Asking inVain = ask(bounded);
    time.advance(TIMEOUT.minusSeconds(1));
    assertThat(inVain.faults).isEmpty();
    time.advance(Duration.ofSeconds(2));
    assertThat(inVain.faults).containsExactly(Fault.Upstream.SATURATED);
    Asking inTime = ask(bounded);
    only.close();
    connector.wishes.remove().opens(1);
    assertThat(inTime.leased).hasSize(1);
  }

  @Test
  void whatOtherLoopsCloseIsRoomToo() {
    ConnectionBudget shared = new ConnectionBudget(1, 1);
    EndpointPool here = pool(ADDRESS, Protocol.HTTP1, means(shared, 9));
    EndpointPool there = pool(ADDRESS, Protocol.HTTP1, means(shared, 9));
    ask(there);
    HandConnection closing = connector.wishes.remove().opens(1);
    Asking waiting = ask(here);
    assertThat(connector.wishes).isEmpty();
    closing.close();
    time.advance(Duration.ofSeconds(1));
    connector.wishes.remove().opens(1);
    assertThat(waiting.leased).hasSize(1);
  }

  @Test
  void anUpstreamOfWhichNothingIsHeardHoldsNobodyUp() {
    EndpointPool few = pool(ADDRESS, Protocol.HTTP1, means(budget, 3));
    List<Asking> burst = IntStream.range(0, 10).mapToObj(_ -> ask(few)).toList();
    time.advance(TIMEOUT.plusSeconds(1));
    assertThat(burst)
        .allSatisfy(
            asking -> assertThat(asking.faults).containsExactly(Fault.Upstream.CONNECT_TIMEOUT));
  }

  @Test
  void whoGaveUpHearsNothing() {
    Asking asking = new Asking();
    Lease lease = pool.lease(asking, TIMEOUT);
    lease.cancel();
    HandConnection connection = connector.wishes.remove().opens(1);
    assertThat(asking.leased).isEmpty();
    assertThat(ask(pool).leased).containsExactly(connection);
  }

  @Test
  void moreThanTheIdleOnesThatAreKeptAreClosed() {
    assertThat(idle(3)).filteredOn(HandConnection::isClosed).hasSize(1);
  }

  @Test
  void anIdleConnectionIsClosedInItsTime() {
    HandConnection connection = idle();
    time.advance(LIMITS.idle().minusSeconds(1));
    assertThat(connection.isClosed()).isFalse();
    time.advance(LIMITS.idle());
    assertThat(connection.isClosed()).isTrue();
  }

  @Test
  void aConnectionInUseIsNotIdleHoweverLongItTakes() {
    HandConnection connection = idle();
    ask(pool);
    time.advance(LIMITS.idle().multipliedBy(5));
    assertThat(connection.isClosed()).isFalse();
    connection.endOne();
    time.advance(LIMITS.idle().multipliedBy(2));
    assertThat(connection.isClosed()).isTrue();
  }

  @Test
  void aConnectionThatCarriedItsStreamsIsClosed() {
    HandConnection connection = idle();
    for (int i = 1; i < LIMITS.streams(); i++) {
      assertThat(connection.isClosed()).as("after %s streams", i).isFalse();
      assertThat(ask(pool).leased).containsExactly(connection);
      connection.endOne();
    }
    assertThat(connection.isClosed()).isTrue();
  }

  @Test
  void aConnectionThatIsTooOldIsClosedBehindItsStream() {
    ask(pool);
    HandConnection connection = connector.wishes.remove().opens(1);
    time.advance(LIMITS.age().plusSeconds(1));
    connection.endOne();
    assertThat(connection.isClosed()).isTrue();
  }

  @Test
  void aConnectionThatClosedIsNotOffered() {
    HandConnection connection = idle();
    connection.close();
    assertThat(ask(pool).leased).isEmpty();
    assertThat(connector.wishes).hasSize(1);
  }

  @Test
  void aDrainedPoolLetsItsStreamsEnd() {
    List<HandConnection> both = idle(2);
    ask(pool);
    pool.drain();
    assertThat(both.get(0).isClosed()).isTrue();
    assertThat(both.get(1).isClosed()).isFalse();
    assertThat(both.get(1).isDraining()).isTrue();
    both.get(1).endOne();
    assertThat(both.get(1).isClosed()).isTrue();
  }

  @Test
  void aDrainedPoolServesWhoWaitsAlready() {
    Asking waiting = ask(pool);
    pool.drain();
    HandConnection connection = connector.wishes.remove().opens(1);
    assertThat(waiting.leased).containsExactly(connection);
    connection.endOne();
    assertThat(connection.isClosed()).isTrue();
  }

  @Test
  void aDrainedPoolServesWhoWaitsForAFullConnection() {
    EndpointPool http2 = pool(Protocol.HTTP2);
    ask(http2);
    HandConnection full = connector.wishes.remove().opens(1);
    Asking waiting = ask(http2);
    http2.drain();
    full.endOne();
    connector.wishes.remove().opens(1);
    assertThat(waiting.leased).hasSize(1);
  }
}
