package io.naru.proxy.pool;

import io.naru.proxy.loop.Loop;
import io.naru.proxy.runtime.LiveTable;
import io.naru.proxy.runtime.LiveUpstream;
import io.naru.proxy.runtime.TableListener;
import io.naru.proxy.upstream.Endpoint;
import io.naru.proxy.upstream.UpstreamId;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pools of one loop, kept under the ids of upstreams, whatever tables come and go. A pool whose
 * endpoint no table names any more drains. Used on its loop only.
 */
public final class LoopState implements TableListener {
  private static final int UNKNOWN = -1;

  private final Loop loop;
  private final EndpointPool.Means means;
  private final Map<Key, EndpointPool> pools = new HashMap<>();

  private record Key(UpstreamId upstream, Endpoint endpoint) {}

  /**
   * @param budget shared with other loops
   */
  public LoopState(Loop loop, Connector connector, PoolLimits limits, ConnectionBudget budget) {
    this.loop = loop;
    this.means =
        new EndpointPool.Means(
            connector,
            limits,
            new Openings(budget, limits.opening(), loop.deadlines()),
            new EndpointPool.PoolClock(loop.deadlines()::coarseMillis, loop.deadlines()));
    budget.share(loop.events(), this::spare);
  }

  public Loop loop() {
    return loop;
  }

  /**
   * Asks for a connection to one of the upstream's endpoints.
   *
   * @param timeout for a new connection, TLS included
   */
  public Lease lease(
      LiveUpstream upstream, Endpoint endpoint, Duration timeout, Lease.Lessee lessee) {
    Key key = new Key(upstream.id(), endpoint);
    EndpointPool pool = pools.get(key);
    if (pool == null) {
      pool = create(upstream, endpoint);
      pools.put(key, pool);
    }
    return pool.lease(lessee, timeout);
  }

  private EndpointPool create(LiveUpstream upstream, Endpoint endpoint) {
    InetSocketAddress address = upstream.address(endpoint).orElseThrow();
    return new EndpointPool(Connector.Target.of(upstream.value(), address), means);
  }

  /**
   * Closes what was idle for the longest time. Cost: the endpoints that this loop has talked to.
   */
  private void spare(Optional<InetSocketAddress> to) {
    pools.values().stream()
        .filter(pool -> to.isEmpty() || to.get().equals(pool.address()))
        .flatMap(pool -> pool.longestIdle().stream())
        .min(Comparator.comparingLong(PooledConnection::idleSinceMillis))
        .ifPresent(pooled -> pooled.connection().drain());
  }

  /** Drains what the table does not name. Cost: the endpoints that this loop has talked to. */
  @Override
  public void published(LiveTable table) {
    for (Key key : List.copyOf(pools.keySet())) {
      if (table.upstream(UNKNOWN, key.upstream).flatMap(u -> u.address(key.endpoint)).isEmpty()) {
        Optional.ofNullable(pools.remove(key)).ifPresent(EndpointPool::drain);
      }
    }
  }

  /** Drains every pool: the process ends. */
  public void close() {
    pools.values().forEach(EndpointPool::drain);
    pools.clear();
  }
}
