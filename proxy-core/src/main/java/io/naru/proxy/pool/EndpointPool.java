package io.naru.proxy.pool;

import io.naru.proxy.exchange.UpstreamConnection;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.loop.Deadlines;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * One loop's connections to one endpoint. The connection used last is used next, so that the rest
 * can grow old and be closed. HTTP/1.1 and HTTP/2 differ here only in how many streams a connection
 * has room for.
 */
final class EndpointPool {
  private final Connector connector;
  private final Connector.Target target;
  private final PoolLimits limits;
  private final LongSupplier clockMillis;
  private final Deadlines.Deadline sweep;
  private final Set<PooledConnection> open = new HashSet<>();
  private final ArrayDeque<PooledConnection> available = new ArrayDeque<>();
  private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
  private int connecting;
  private boolean draining;

  EndpointPool(Connector connector, Connector.Target target, PoolLimits limits, PoolClock clock) {
    this.connector = connector;
    this.target = target;
    this.limits = limits;
    this.clockMillis = clock.millis();
    this.sweep = clock.deadlines().create(this::closeStale);
  }

  /** The time of a loop: what has expired, and what will. */
  record PoolClock(LongSupplier millis, Deadlines deadlines) {}

  private final class Waiter implements Lease {
    private final Lessee lessee;
    private final Duration timeout;

    private Waiter(Lessee lessee, Duration timeout) {
      this.lessee = lessee;
      this.timeout = timeout;
    }

    @Override
    public void cancel() {
      waiters.remove(this);
    }
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
    waiters.add(waiter);
    connectForWaiters();
    return waiter;
  }

  /** Whoever waits has a connection under way: nobody depends on what others let go of. */
  private void connectForWaiters() {
    for (Waiter first = waiters.peek();
        first != null && connecting * streamsOfOne() < waiters.size();
        first = waiters.peek()) {
      connect(first.timeout);
    }
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
    if (pooled.isSpent(limits, clockMillis.getAsLong())) {
      pooled.connection().drain();
    } else if (pooled.connection().capacity() > 0 && !pooled.isListed()) {
      pooled.listed(true);
      available.addLast(pooled);
    }
  }

  private void connect(Duration timeout) {
    connecting++;
    PooledConnection pooled = new PooledConnection(this);
    connector.connect(target, timeout, pooled, pooled);
  }

  void connected(PooledConnection pooled) {
    connecting--;
    pooled.opened(clockMillis.getAsLong());
    open.add(pooled);
    if (pooled.connection().capacity() > 0) {
      available(pooled);
    } else {
      connectFailed(Fault.Upstream.SATURATED);
    }
  }

  void failed(Fault.Upstream fault) {
    connecting--;
    connectFailed(fault);
  }

  /** Those who would have shared the connection fail with it; the rest has others under way. */
  private void connectFailed(Fault.Upstream fault) {
    List<Waiter> failing = new ArrayList<>();
    while (waiters.size() > connecting * streamsOfOne()) {
      failing.add(waiters.remove());
    }
    failing.forEach(waiter -> waiter.lessee.failed(fault));
    settle();
  }

  /** The connection has room again, or fell idle. */
  void available(PooledConnection pooled) {
    pooled.idle(clockMillis.getAsLong());
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
    }
  }

  void closed(PooledConnection pooled) {
    open.remove(pooled);
    if (pooled.isListed()) {
      available.remove(pooled);
    }
    connectForWaiters();
    settle();
  }

  private void closeStale() {
    long now = clockMillis.getAsLong();
    for (PooledConnection pooled : List.copyOf(available)) {
      if (pooled.isStale(limits, now)) {
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
