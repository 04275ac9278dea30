package io.naru.proxy.listen;

import io.naru.proxy.loop.IdleConnections;
import io.naru.proxy.pool.ConnectionBound;
import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The clients' connections of all loops, and what their bound cost. Written by the loops, read by
 * any thread.
 */
public final class ClientConnections {
  /** Beyond their bound: newcomers that wait for room. */
  private static final int MOST_WAITING = 64;

  private final ConnectionBound bound;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong delayed = new AtomicLong();
  private final AtomicLong evicted = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();

  ClientConnections(int most) {
    this.bound = new ConnectionBound("connections of clients", most);
  }

  /** Whether there is room for it; it counts until it is closed. */
  boolean take(Channel client) {
    if (!bound.take()) {
      return false;
    }
    client.closeFuture().addListener(_ -> bound.giveBack());
    return true;
  }

  /** Whether one of the idle ones was closed. */
  boolean evict(IdleConnections idle) {
    boolean closed = idle.evictLongestIdle();
    if (closed) {
      evicted.incrementAndGet();
    }
    return closed;
  }

  /** Whether a newcomer may wait for room, which it does from now on. */
  boolean mayWait() {
    boolean may = waiting.getAndUpdate(now -> now < MOST_WAITING ? now + 1 : now) < MOST_WAITING;
    if (may) {
      delayed.incrementAndGet();
    }
    return may;
  }

  void waitEnded() {
    waiting.decrementAndGet();
  }

  void countRefused() {
    refused.incrementAndGet();
  }

  void countFailed() {
    failed.incrementAndGet();
  }

  public ConnectionBound bound() {
    return bound;
  }

  /** How many newcomers had to wait for room. */
  public long delayed() {
    return delayed.get();
  }

  /** How many idle ones were closed to make room. */
  public long evicted() {
    return evicted.get();
  }

  /** How many newcomers were closed unheard: all others had requests under way. */
  public long refused() {
    return refused.get();
  }

  /** How often the system had no descriptor for one. */
  public long failed() {
    return failed.get();
  }
}
