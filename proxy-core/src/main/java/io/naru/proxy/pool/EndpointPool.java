package io.naru.proxy.pool;

import io.naru.proxy.exchange.UpstreamConnection;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.loop.Deadlines;
import io.naru.proxy.upstream.UpstreamId;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One loop's connections to one endpoint. The connection used last is used next, so that the rest
 * can grow old and be closed. HTTP/1.1 and HTTP/2 differ here only in how many streams a connection
 * has room for.
 */
final class EndpointPool implements Openings.Opener {
  private final Connector.Target target;
  private final Means means;
  private final PoolLimits limits;
  private final Deadlines.Deadline sweep;
  private final Set<PooledConnection> open = new HashSet<>();
  private final ArrayDeque<PooledConnection> available = new ArrayDeque<>();
  private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
  private int connecting;
  private boolean full;
  private boolean draining;

  EndpointPool(Connector.Target target, Means means) {
    this.target = target;
    this.means = means;
    this.limits = means.limits();
    this.sweep = means.clock().deadlines().create(this::closeStale);
  }

  /** What the pools of one loop share. */
  record Means(Connector connector, PoolLimits limits, Openings openings, PoolClock clock) {}

  /** The time of a loop: what has expired, and what will. */
  record PoolClock(LongSupplier millis, Deadlines deadlines) {}

  private final class Waiter implements Lease {
    private final Lessee lessee;
    private final Duration timeout;
    private long sinceMillis;
    private Deadlines.@Nullable Deadline deadline;

    private Waiter(Lessee lessee, Duration timeout) {
      this.lessee = lessee;
      this.timeout = timeout;
    }

    private void await() {
      waiters.add(this);
      sinceMillis = now();
      deadline = means.clock().deadlines().create(this::expired);
      deadline.arm(timeout.toMillis());
    }

    /** Of its time; a connection that it could not use is not waited for either. */
    private Duration left() {
      Duration waited = Duration.ofMillis(now() - sinceMillis);
      return waited.compareTo(timeout) < 0 ? timeout.minus(waited) : Duration.ofMillis(1);
    }

    /** It is off the queue. */
    private void over() {
      if (deadline != null) {
        deadline.disarm();
      }
    }

    private void expired() {
      waiters.remove(this);
      fail(full ? Fault.Upstream.SATURATED : Fault.Upstream.CONNECT_TIMEOUT);
    }

    private void fail(Fault.Upstream fault) {
      over();
      lessee.failed(fault);
    }

    @Override
    public void cancel() {
      over();
      waiters.remove(this);
    }
  }

  @Override
  public UpstreamId upstream() {
    return target.upstream();
  }

  @Override
  public InetSocketAddress address() {
    return target.address();
  }

  private long now() {
    return means.clock().millis().getAsLong();
  }

  Lease lease(Lease.Lessee lessee, Duration timeout) {
    Waiter waiter = new Waiter(lessee, timeout);
    if (give(waiter)) {
      return waiter;
    }
    if (waiters.size() >= limits.waiting()) {
      lessee.failed(Fault.Upstream.SATURATED);
      return waiter;
    }
    waiter.await();
    connectForWaiters();
    return waiter;
  }

  /**
   * Whoever waits has a connection under way, or asked for: nobody depends on what others let go
   * of, except where there may be no more connections.
   */
  private void connectForWaiters() {
    full = false;
    for (Waiter first = waiters.peek(); first != null && wants(); first = waiters.peek()) {
      Openings.Turn turn = means.openings().begin(this);
      full = turn == Openings.Turn.FULL;
      if (turn != Openings.Turn.NOW) {
        return;
      }
      connect(first.left());
    }
  }

  @Override
  public boolean wants() {
    return connecting * streamsOfOne() < waiters.size();
  }

  @Override
  public void retry() {
    connectForWaiters();
  }

  /** How many waiters one connection under way will serve, as far as that is known before. */
  private int streamsOfOne() {
    return switch (target.protocol()) {
      case HTTP1 -> 1;
      case HTTP2 -> 100;
    };
  }

  /** A connection is off the list while its lessee opens a stream, which may fail and ask again. */
  private boolean give(Waiter waiter) {
    while (!available.isEmpty()) {
      PooledConnection pooled = available.removeLast();
      pooled.listed(false);
      if (pooled.connection().capacity() > 0) {
        pooled.streamOpened();
        waiter.lessee.leased(pooled.connection());
        list(pooled);
        return true;
      }
    }
    return false;
  }

  /** Offers a connection that has room, and drains one that has done enough. */
  private void list(PooledConnection pooled) {
    if (pooled.isSpent(limits, now())) {
      pooled.connection().drain();
    } else if (pooled.connection().capacity() > 0 && !pooled.isListed()) {
      pooled.listed(true);
      available.addLast(pooled);
    }
  }

  private void connect(Duration timeout) {
    connecting++;
    PooledConnection pooled = new PooledConnection(this);
    means.connector().connect(target, timeout, pooled, pooled);
  }

  void connected(PooledConnection pooled) {
    connecting--;
    pooled.opened(now());
    open.add(pooled);
    if (pooled.connection().capacity() > 0) {
      available(pooled);
      means.openings().opened(this);
    } else {
      List<Waiter> failing = sharersOfOne();
      means.openings().opened(this);
      fail(failing, Fault.Upstream.SATURATED);
    }
  }

  void failed(Fault.Upstream fault) {
    connecting--;
    List<Waiter> failing = sharersOfOne();
    means.openings().failed(this);
    fail(failing, fault);
  }

  /** Who would have shared a connection that is not to be; the rest has others, or its turn. */
  private List<Waiter> sharersOfOne() {
    List<Waiter> sharers = new ArrayList<>();
    while (wants() && sharers.size() < streamsOfOne()) {
      sharers.add(waiters.remove());
    }
    return sharers;
  }

  private void fail(List<Waiter> failing, Fault.Upstream fault) {
    failing.forEach(waiter -> waiter.fail(fault));
    connectForWaiters();
    settle();
  }

  /** The connection has room again, or fell idle. */
  void available(PooledConnection pooled) {
    pooled.idle(now());
    list(pooled);
    serveWaiters();
    connectForWaiters();
    UpstreamConnection connection = pooled.connection();
    if (draining || connection.isIdle() && available.size() > limits.idleConnections()) {
      connection.drain();
    } else if (!sweep.isArmed()) {
      sweep.arm(limits.idle().toMillis());
    }
  }

  private void serveWaiters() {
    for (Waiter first = waiters.poll(); first != null; first = waiters.poll()) {
      if (!give(first)) {
        waiters.addFirst(first);
        return;
      }
      first.over();
    }
  }

  void closed(PooledConnection pooled) {
    open.remove(pooled);
    if (pooled.isListed()) {
      available.remove(pooled);
    }
    means.openings().closed(this);
    connectForWaiters();
    settle();
  }

  /** The connection that was idle for the longest time. */
  Optional<PooledConnection> longestIdle() {
    return available.stream().filter(PooledConnection::isSpare).findFirst();
  }

  private void closeStale() {
    for (PooledConnection pooled : List.copyOf(available)) {
      if (pooled.isStale(limits, now())) {
        pooled.connection().drain();
      }
    }
    if (!available.isEmpty()) {
      sweep.arm(limits.idle().toMillis() / 2);
    }
  }

  /** Serves who waits already, then closes each connection as it falls idle. */
  void drain() {
    draining = true;
    List.copyOf(open).forEach(pooled -> pooled.connection().drain());
    available.clear();
    settle();
  }

  private void settle() {
    if (draining && open.isEmpty() && connecting == 0) {
      sweep.disarm();
    }
  }
}
