package io.naru.controller.compile;

import io.naru.controller.problem.Problem;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.match.HostMatch;
import io.naru.proxy.match.PathMatch;
import io.naru.proxy.policy.Policies;
import io.naru.proxy.route.Origin;
import io.naru.proxy.route.Route;
import io.naru.proxy.route.RouteAction;
import io.naru.proxy.route.RouteTable;
import io.naru.proxy.route.VirtualHost;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes the routes of each host that was touched.
///
/// Thread rule: one thread at a time.
final class RouteStep {
  /// The order in which locations are tried: longest path first, then the greater text (behaviour
  /// 4). Stable, so that an older Ingress comes first where both are equal.
  private static final Comparator<Location> SORTED =
      Comparator.<Location>comparingInt(it -> it.path().length())
          .thenComparing(Location::path)
          .reversed();

  private final HostStep hosts;
  private final Memo<HostMatch, VirtualHost> memo = new Memo<>();
  private Optional<RouteContext> context = Optional.empty();
  private RouteTable table = RouteTable.EMPTY;

  RouteStep(HostStep hosts) {
    this.hosts = hosts;
  }

  /// The same object as before while nothing about the routes changes.
  RouteTable update(Set<HostMatch> touched, RouteContext now) {
    Set<HostMatch> affected = new HashSet<>(touched);
    if (context.filter(now::equals).isEmpty()) {
      affected.addAll(hosts.hosts());
    }
    context = Optional.of(now);
    for (HostMatch host : affected) {
      if (hosts.has(host)) {
        memo.put(host, make(hosts.rules(host), now));
      } else {
        memo.remove(host);
      }
    }
    if (!Same.object(memo.table(), table.hosts())) {
      table = new RouteTable(memo.table());
    }
    return table;
  }

  List<Problem> problems() {
    return memo.problems();
  }

  private static Made<VirtualHost> make(HostRules rules, RouteContext context) {
    List<Problem> problems = new ArrayList<>();
    VirtualHost host =
        Isolated.run(
            () -> new VirtualHost(rules.host(), routes(rules, context, problems)),
            defect -> refused(rules, defect, problems));
    return new Made<>(host, problems, Set.of());
  }

  private static List<Route> routes(HostRules rules, RouteContext context, List<Problem> problems) {
    List<Location> sorted =
        LocationMerge.of(rules, context.settings(), problems).stream().sorted(SORTED).toList();
    RouteMaker maker = new RouteMaker(context, rules);
    return ExpressionRoutes.ask(sorted)
        ? new ExpressionRoutes(maker, sorted, problems::add).routes()
        : withHealth(
            rules.host(), new LiteralRoutes(maker, sorted, problems::add).routes(), context);
  }

  private static List<Route> withHealth(HostMatch host, List<Route> routes, RouteContext context) {
    return context
        .healthPath()
        .filter(_ -> host instanceof HostMatch.Any)
        .map(HealthRoute::new)
        .map(it -> it.before(routes))
        .orElse(routes);
  }

  private static VirtualHost refused(HostRules rules, Throwable defect, List<Problem> problems) {
    String consequence = "all paths of " + rules.host() + " are answered 503";
    rules.ingresses().forEach(it -> problems.add(Problem.defect(it.key(), defect, consequence)));
    RouteAction answer = new RouteAction.Respond(new Fault.Denied("its routes cannot be made"));
    return new VirtualHost(
        rules.host(),
        List.of(new Route(new PathMatch.Prefix("/"), answer, Policies.DEFAULT, Origin.NONE)));
  }
}
