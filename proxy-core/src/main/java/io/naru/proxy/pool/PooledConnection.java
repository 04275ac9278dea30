package io.naru.proxy.pool;

import io.naru.proxy.exchange.UpstreamConnection;

/** What a pool knows of one of its connections. */
final class PooledConnection {
  private final UpstreamConnection connection;
  private final long openedMillis;
  private int streams;
  private boolean listed;
  private long idleSinceMillis;

  PooledConnection(UpstreamConnection connection, long nowMillis) {
    this.connection = connection;
    this.openedMillis = nowMillis;
    this.idleSinceMillis = nowMillis;
  }

  UpstreamConnection connection() {
    return connection;
  }

  /** Whether the pool offers it. */
  boolean isListed() {
    return listed;
  }

  void listed(boolean value) {
    listed = value;
  }

  void streamOpened() {
    streams++;
  }

  void idle(long nowMillis) {
    idleSinceMillis = nowMillis;
  }

  /** Whether nothing used it for too long. */
  boolean isStale(PoolLimits limits, long nowMillis) {
    return connection.isIdle() && nowMillis - idleSinceMillis >= limits.idle().toMillis();
  }

  /** Whether it has done enough, by count or by age. */
  boolean isSpent(PoolLimits limits, long nowMillis) {
    return streams >= limits.streams() || nowMillis - openedMillis >= limits.age().toMillis();
  }
}
