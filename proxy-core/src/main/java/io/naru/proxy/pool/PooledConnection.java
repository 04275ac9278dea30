package io.naru.proxy.pool;

import io.naru.proxy.exchange.UpstreamConnection;
import io.naru.proxy.fault.Fault;
import org.jspecify.annotations.Nullable;

/** One connection as its pool knows it, from the wish for it to its end. */
final class PooledConnection implements UpstreamConnection.Owner, Connector.Outcome {
  private final EndpointPool pool;
  private @Nullable UpstreamConnection connection;
  private long openedMillis;
  private long idleSinceMillis;
  private int streams;
  private boolean listed;

  PooledConnection(EndpointPool pool) {
    this.pool = pool;
  }

  UpstreamConnection connection() {
    if (connection == null) {
      throw new IllegalStateException("not connected yet");
    }
    return connection;
  }

  @Override
  public void connected(UpstreamConnection opened) {
    connection = opened;
    pool.connected(this);
  }

  @Override
  public void failed(Fault.Upstream fault) {
    pool.failed(fault);
  }

  /** What it says before it is told to be connected is its opener's business. */
  @Override
  public void available(UpstreamConnection same) {
    if (connection != null) {
      pool.available(this);
    }
  }

  @Override
  public void closed(UpstreamConnection same) {
    if (connection != null) {
      pool.closed(this);
    }
  }

  /** Whether the pool offers it. */
  boolean isListed() {
    return listed;
  }

  void listed(boolean value) {
    listed = value;
  }

  void opened(long nowMillis) {
    openedMillis = nowMillis;
    idleSinceMillis = nowMillis;
  }

  void streamOpened() {
    streams++;
  }

  void idle(long nowMillis) {
    idleSinceMillis = nowMillis;
  }

  /** Whether nothing uses it, and it is not closing. */
  boolean isSpare() {
    return connection().isIdle() && connection().capacity() > 0;
  }

  long idleSinceMillis() {
    return idleSinceMillis;
  }

  /** Whether nothing used it for too long. */
  boolean isStale(PoolLimits limits, long nowMillis) {
    return connection().isIdle() && nowMillis - idleSinceMillis >= limits.idle().toMillis();
  }

  /** Whether it has done enough, by count or by age. */
  boolean isSpent(PoolLimits limits, long nowMillis) {
    return streams >= limits.streams() || nowMillis - openedMillis >= limits.age().toMillis();
  }
}
