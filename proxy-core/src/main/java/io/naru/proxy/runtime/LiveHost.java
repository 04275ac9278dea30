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
import java.util.function.Function;

/**
 * The routes of one host: the first in order whose path matches answers. Exact and prefix paths
 * come from a trie; expressions are tried one after another, but only those that stand before what
 * the trie found. Immutable.
 */
public final class LiveHost {
  private static final PathMatch EVERYTHING = new PathMatch.Prefix("/");

  /** Answers for no path. */
  static final LiveHost NONE =
      of(new VirtualHost(new HostMatch.Any(), List.of()), LiveHost::noRoute);

  private static final Routing NO_MATCH = new Routing.NoMatch();

  /** As {@link HostBytes} writes it. */
  private final byte[] data;

  private final LiveRoute[] routes;
  private final int everything;
  private final List<Tested> expressions;
  private final HostMatch match;

  private record Tested(int place, Engine engine, LiveRoute route, Routing.Spent spent) {}

  private LiveHost(HostMatch match, byte[] data, LiveRoute[] routes, int everything) {
    this.data = data;
    this.routes = routes;
    this.everything = everything;
    this.expressions = expressions(routes);
    this.match = match;
  }

  static LiveHost of(VirtualHost host, Function<Route, LiveRoute> live) {
    List<PathMatch> paths = host.routes().stream().map(Route::path).toList();
    LiveRoute[] routes = host.routes().stream().map(live).toArray(LiveRoute[]::new);
    int everything = paths.indexOf(EVERYTHING);
    return new LiveHost(
        host.host(),
        HostBytes.of(host.host(), paths),
        routes.clone(),
        everything < 0 ? PathTrie.NONE : everything);
  }

  private static List<Tested> expressions(LiveRoute[] routes) {
    List<Tested> tested = new ArrayList<>();
    for (int i = 0; i < routes.length; i++) {
      if (routes[i].value().path() instanceof PathMatch.Expression(var pattern)) {
        Routing.Spent spent = new Routing.Spent(routes[i], new Fault.BudgetSpent(pattern.text()));
        tested.add(new Tested(i, Expressions.engine(pattern), routes[i], spent));
      }
    }
    return List.copyOf(tested);
  }

  byte[] data() {
    return data;
  }

  /** False for {@link #NONE} alone. */
  @SuppressWarnings("ReferenceEquality") // it stands for no host
  boolean exists() {
    return this != NONE;
  }

  private static LiveRoute noRoute(Route route) {
    throw new IllegalStateException("a route of no host: " + route);
  }

  /** Which hosts it answers for. */
  public HostMatch match() {
    return match;
  }

  /** The route for a path, by its normalised form. */
  public Routing route(PathForms path) {
    if (routes.length == 0) {
      return NO_MATCH;
    }
    int literal = HostBytes.first(data, path.bytes(), path.start(), path.end());
    int place = Math.min(everything, literal);
    if (!expressions.isEmpty()) {
      return withExpressions(path, place);
    }
    return place == PathTrie.NONE ? NO_MATCH : routes[place];
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
    return place == PathTrie.NONE ? NO_MATCH : routes[place];
  }
}
