package io.naru.controller.compile;

import io.naru.controller.problem.Problem;
import io.naru.proxy.match.PathMatch;
import io.naru.proxy.route.Route;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// The routes of a host without expressions (behaviour 4): exact paths, the slash redirects, then
/// prefixes, the longest first.
final class LiteralRoutes {
  private final RouteMaker maker;
  private final List<Location> locations;
  private final Consumer<Problem> problems;

  LiteralRoutes(RouteMaker maker, List<Location> sorted, Consumer<Problem> problems) {
    this.maker = maker;
    this.locations = sorted;
    this.problems = problems;
  }

  List<Route> routes() {
    locations.forEach(it -> PathCheck.ofText(it).ifPresent(problems));
    List<Route> routes = new ArrayList<>();
    locations.stream()
        .filter(Location::exact)
        .map(it -> maker.route(it, new PathMatch.Exact(it.path()), it.path()))
        .forEach(routes::add);
    routes.addAll(slashRedirects());
    locations.stream()
        .filter(it -> !it.exact())
        .map(it -> maker.route(it, new PathMatch.Prefix(it.path()), it.path()))
        .forEach(routes::add);
    return routes;
  }

  /// `/p` to `/p/`, for each location `/p/`, unless some location is `/p` itself.
  private List<Route> slashRedirects() {
    Set<String> taken = new HashSet<>();
    locations.forEach(it -> taken.add(it.path()));
    return locations.stream()
        .filter(it -> it.endsWithSlash() && !it.root())
        .sorted(Comparator.comparing(it -> !it.exact()))
        .filter(it -> taken.add(withoutSlash(it.path())))
        .map(it -> maker.addSlash(it, new PathMatch.Exact(withoutSlash(it.path()))))
        .toList();
  }

  private static String withoutSlash(String path) {
    return path.substring(0, path.length() - 1);
  }
}
