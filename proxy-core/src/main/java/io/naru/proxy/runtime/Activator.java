package io.naru.proxy.runtime;

import io.naru.proxy.filter.Chains;
import io.naru.proxy.filter.FilterChain;
import io.naru.proxy.match.HostMatch;
import io.naru.proxy.route.Route;
import io.naru.proxy.route.RouteTable;
import io.naru.proxy.route.VirtualHost;
import io.naru.proxy.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Builds the live form of a snapshot from that of the one before. Objects that both snapshots share
 * cost one comparison of references; others are compared by content. To be used off the loops; it
 * has no state of its own and may be called from any thread.
 */
public final class Activator {
  private final long multiplier;
  private final Function<Route, FilterChain> chains;

  /**
   * @param random for the hash of names: unpredictable in production
   */
  public Activator(RandomGenerator random) {
    this(random, Chains::requests);
  }

  /**
   * With the filters of the caller's choice.
   *
   * @param random as above
   * @param chains what a route's requests pass; called for each route that is new
   */
  public Activator(RandomGenerator random, Function<Route, FilterChain> chains) {
    this.multiplier = random.nextLong() | 1;
    this.chains = chains;
  }

  /**
   * The live table of {@code next}.
   *
   * @param previous any earlier table, {@link LiveTable#empty} to begin with
   */
  public LiveTable activate(Snapshot next, LiveTable previous) {
    UpstreamSlots upstreams = previous.upstreams().next(next.upstreams());
    return new LiveTable(next, hosts(next.routes(), previous, upstreams), upstreams);
  }

  @SuppressWarnings("ReferenceEquality") // a shared map spares the look at each host
  private HostIndex hosts(RouteTable now, LiveTable previous, UpstreamSlots upstreams) {
    Map<HostMatch, VirtualHost> before = previous.snapshot().routes().hosts();
    if (now.hosts() == before) {
      return previous.hosts();
    }
    List<LiveHost> made = new ArrayList<>();
    int kept = 0;
    for (VirtualHost host : now.hosts().values()) {
      VirtualHost old = before.get(host.host());
      kept += old == null ? 0 : 1;
      if (!host.equals(old)) {
        made.add(LiveHost.of(host, route -> live(host, route, upstreams)));
      }
    }
    List<HostMatch> gone =
        kept == before.size()
            ? List.of()
            : before.keySet().stream().filter(it -> !now.hosts().containsKey(it)).toList();
    return before.isEmpty() ? HostIndex.of(made, multiplier) : previous.hosts().with(made, gone);
  }

  private LiveRoute live(VirtualHost host, Route route, UpstreamSlots upstreams) {
    return new LiveRoute(host.host(), route, upstreams, chains.apply(route));
  }
}
