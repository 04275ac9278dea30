package io.naru.proxy.route;

import io.naru.proxy.match.HostMatch;
import java.util.List;

/**
 * The routes of one host.
 *
 * @param routes in order of precedence: the first whose path matches answers
 */
public record VirtualHost(HostMatch host, List<Route> routes) {
  public VirtualHost {
    routes = List.copyOf(routes);
  }
}
