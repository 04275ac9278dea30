package io.naru.controller.compile;

import io.naru.controller.object.ObjectKey;
import io.naru.controller.problem.Problem;
import io.naru.proxy.match.PathMatch;
import io.naru.proxy.match.Pattern;
import io.naru.proxy.route.Route;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The routes of a host on which all paths are expressions (behaviour 4), in the order in which
/// they are tried. A path that is no expression keeps its place, with a problem: what it may have
/// meant is answered 503 there, and falls through to no shorter path, which may be less protected.
final class ExpressionRoutes {
  private final RouteMaker maker;
  private final List<Location> locations;
  private final Consumer<Problem> problems;

  ExpressionRoutes(RouteMaker maker, List<Location> sorted, Consumer<Problem> problems) {
    this.maker = maker;
    this.locations = sorted;
    this.problems = problems;
  }

  /// Whether a host is one of these: one location of all that are generated has to ask for it.
  static boolean ask(List<Location> locations) {
    return locations.stream()
        .anyMatch(it ->
            it.owner().policy().rewrite().asksForExpressions(it.path())
                || generated(it, Set.of())
                    .anyMatch(path -> it.owner().policy().rewrite().rewrites(path)));
  }

  List<Route> routes() {
    locations.forEach(it -> PathCheck.ofExpression(it).ifPresent(problems));
    Set<String> exact =
        locations.stream().filter(Location::exact).map(Location::path).collect(Collectors.toSet());
    return locations.stream().flatMap(it -> routes(it, exact)).toList();
  }

  private Stream<Route> routes(Location location, Set<String> exact) {
    List<String> paths = generated(location, exact).toList();
    return paths.stream()
        .flatMap(it -> complaint(location, it).stream())
        .findFirst()
        .map(complaint -> Stream.of(refused(location, complaint)))
        .orElseGet(() -> paths.stream().map(it -> route(location, it)));
  }

  private Route route(Location location, String path) {
    return maker.route(location, new PathMatch.Expression(anchored(path)), path);
  }

  /// A prefix becomes one expression with and one without a slash behind it, unless its own
  /// annotations say that it is an expression already. Where an exact path has the latter, only the
  /// former.
  private static Stream<String> generated(Location location, Set<String> exact) {
    String path = location.path();
    if (location.root()
        || location.exact()
        || location.owner().policy().rewrite().asksForExpressions(path)) {
      return Stream.of(path);
    }
    String withSlash = location.endsWithSlash() ? path : path + "/";
    return exact.contains(path) ? Stream.of(withSlash) : Stream.of(withSlash, path);
  }

  /// What keeps what the location's path became from being matched, or searched for by a rewrite.
  private static Optional<String> complaint(Location location, String path) {
    return ExpressionCheck.complaint(anchored(location.path()))
        .or(() -> ExpressionCheck.complaint(anchored(path)))
        .or(() -> ExpressionCheck.complaint(new Pattern(path, false, true)));
  }

  private Route refused(Location location, String complaint) {
    ObjectKey owner = location.owner().ingress().orElseThrow();
    String field = location.field() + ".path";
    String reason = "is an expression that " + complaint;
    String literal = ExpressionCheck.literal(location.path());
    problems.accept(
        Problem.error(
            owner, field, reason, "paths that begin with " + literal + " are answered 503 here"));
    return maker.refused(
        location, new PathMatch.Expression(anchored(literal)), field + " " + reason);
  }

  private static Pattern anchored(String path) {
    return new Pattern(path, true, true);
  }
}
