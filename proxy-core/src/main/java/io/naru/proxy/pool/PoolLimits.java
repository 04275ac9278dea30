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
 * @param opening connections of one upstream that a loop opens at the same moment
 */
public record PoolLimits(
    int idleConnections, Duration idle, int streams, Duration age, int waiting, int opening) {

  /**
   * More than a burst needs, wherever the endpoint is: at 200 ms for a handshake these are 640 new
   * connections a second. And few enough for a silent upstream to leave descriptors to the others.
   */
  private static final int OPENING = 128;

  public static final PoolLimits DEFAULT =
      new PoolLimits(320, Duration.ofSeconds(60), 10_000, Duration.ofHours(1), 4096, OPENING);
}
