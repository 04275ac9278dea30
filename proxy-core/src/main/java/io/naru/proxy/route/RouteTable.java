package io.naru.proxy.route;

import io.naru.proxy.match.HostMatch;
import java.util.Map;

/**
 * All virtual hosts. Exact names beat one-label wildcards, those beat {@link HostMatch.Any}; a host
 * never falls back to the routes of another (behaviour 3).
 */
public record RouteTable(Map<HostMatch, VirtualHost> hosts) {
  public static final RouteTable EMPTY = new RouteTable(Map.of());

  public RouteTable {
    hosts = Map.copyOf(hosts);
  }
}
