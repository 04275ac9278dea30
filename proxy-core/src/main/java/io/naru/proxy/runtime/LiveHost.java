package io.naru.proxy.runtime;

import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.PathForms;
import io.naru.proxy.match.Engine;
import io.naru.proxy.match.Expressions;
import io.naru.proxy.match.HostMatch;
import io.naru.proxy.match.PathMatch;
import io.naru.proxy.match.Steps;
import io.naru.proxy.route.Route;
import io.naru.proxy.route.VirtualHost;
import java.util.ArrayList;
import java.util.List;

/**
 * The routes of one host: the first in order whose path matches answers. Exact and prefix paths
 * come from an index; expressions are tried one after another, but only those that stand before
 * what the index found. Immutable.
 */
public final class LiveHost {
  /** Answers for no path. */
  static final LiveHost NONE =
      new LiveHost(new VirtualHost(new HostMatch.Any(), List.of()), UpstreamSlots.EMPTY, 1);

  private static final Routing NO_MATCH = new Routing.NoMatch();

  private final HostMatch match;
  private final LiveRoute[] routes;
  private final PathIndex literals;
  private final List<Tested> expressions;

  private record Tested(int place, Engine engine, LiveRoute route, Routing.Spent spent) {}

  LiveHost(VirtualHost host, UpstreamSlots upstreams, long multiplier) {
    this.match = host.host();
    this.routes =
        host.routes().stream()
            .map(route -> new LiveRoute(route, upstreams))
            .toArray(LiveRoute[]::new);
    this.literals = new PathIndex(host.routes().stream().map(Route::path).toList(), multiplier);
    List<Tested> tested = new ArrayList<>();
    for (int i = 0; i < routes.length; i++) {
      if (routes[i].value().path() instanceof PathMatch.Expression(var pattern)) {
        Routing.Spent spent = new Routing.Spent(routes[i], new Fault.BudgetSpent(pattern.text()));
        tested.add(new Tested(i, Expressions.engine(pattern), routes[i], spent));
      }
    }
    this.expressions = List.copyOf(tested);
  }

  /** Which hosts it answers for. */
  public HostMatch match() {
    return match;
  }

  /** The route for a path, by its normalised form. */
  public Routing route(PathForms path) {
    int place = literals.first(path.bytes(), path.start(), path.end());
    if (!expressions.isEmpty()) {
      return withExpressions(path, place);
    }
    return place == PathIndex.NONE ? NO_MATCH : routes[place];
  }

  /** All expressions that one request meets draw on the same steps. */
  private Routing withExpressions(PathForms path, int place) {
    Steps steps = Steps.perRequest();
    for (Tested tested : expressions) {
      if (tested.place > place) {
        break;
      }
      switch (tested.engine.test(path.bytes(), path.start(), path.end(), steps)) {
        case MATCH -> {
          return tested.route;
        }
        case SPENT -> {
          return tested.spent;
        }
        case MISS -> {}
      }
    }
    return place == PathIndex.NONE ? NO_MATCH : routes[place];
  }
}
