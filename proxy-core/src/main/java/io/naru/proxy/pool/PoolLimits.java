package io.naru.proxy.pool;

import java.time.Duration;

/**
 * How long and how many connections are kept (behaviour 12; ConfigMap keys in brackets).
 *
 * @param idleConnections for each endpoint and loop [upstream-keepalive-connections]
 * @param idle after which an unused connection is closed [upstream-keepalive-timeout]
 * @param streams that one connection carries in its life [upstream-keepalive-requests]
 * @param age after which a connection takes no new streams [upstream-keepalive-time]
 * @param waiting attempts that may wait for one endpoint's connections on a loop
 */
public record PoolLimits(
    int idleConnections, Duration idle, int streams, Duration age, int waiting) {

  public static final PoolLimits DEFAULT =
      new PoolLimits(320, Duration.ofSeconds(60), 10_000, Duration.ofHours(1), 4096);
}
