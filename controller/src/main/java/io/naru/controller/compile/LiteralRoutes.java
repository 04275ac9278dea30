package io.naru.controller.compile;

import io.naru.proxy.match.PathMatch;
import io.naru.proxy.route.Route;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The routes of a host without expressions (behaviour 4): exact paths, the slash redirects, then
/// prefixes, the longest first.
final class LiteralRoutes {
  private final RouteMaker maker;
  private final List<Location> locations;

  LiteralRoutes(RouteMaker maker, List<Location> sorted) {
    this.maker = maker;
    this.locations = sorted;
  }

  List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    locations.stream()
        .filter(Location::exact)
        .map(it -> maker.route(it, new PathMatch.Exact(onWire(it.path())), it.path()))
        .forEach(routes::add);
    routes.addAll(slashRedirects());
    locations.stream()
        .filter(it -> !it.exact())
        .map(it -> maker.route(it, new PathMatch.Prefix(onWire(it.path())), it.path()))
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
        .map(it -> maker.addSlash(it, new PathMatch.Exact(onWire(withoutSlash(it.path())))))
        .toList();
  }

  private static String withoutSlash(String path) {
    return path.substring(0, path.length() - 1);
  }

  /// A path as its UTF-8 bytes, one character each: so paths of requests are compared.
  private static String onWire(String path) {
    String bytes = new String(path.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    return bytes.equals(path) ? path : bytes;
  }
}
