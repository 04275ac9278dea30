package io.naru.controller.compile;

import io.naru.proxy.match.PathMatch;
import io.naru.proxy.policy.Policies;
import io.naru.proxy.route.Origin;
import io.naru.proxy.route.Route;
import io.naru.proxy.route.RouteAction;
import java.util.ArrayList;
import java.util.List;

/// Where load balancers ask on the public ports, by no known host, whether we serve (behaviour 28).
/// A host on which all paths are expressions has none: they would go before it.
///
/// @param path absolute
record HealthRoute(String path) {

  /// It stands before routes, unless a user's is for that very path.
  List<Route> before(List<Route> routes) {
    PathMatch own = new PathMatch.Exact(path);
    PathMatch below = new PathMatch.Prefix(path);
    if (routes.stream().map(Route::path).anyMatch(it -> it.equals(own) || it.equals(below))) {
      return routes;
    }
    List<Route> all = new ArrayList<>(List.of(healthy(own)));
    all.addAll(routes);
    return all;
  }

  private static Route healthy(PathMatch match) {
    return new Route(match, new RouteAction.SayHealthy(), Policies.DEFAULT, Origin.NONE);
  }
}
