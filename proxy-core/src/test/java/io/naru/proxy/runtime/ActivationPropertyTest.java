package io.naru.proxy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.head.Ascii;
import io.naru.proxy.match.HostMatch;
import io.naru.proxy.route.Route;
import io.naru.proxy.route.VirtualHost;
import io.naru.proxy.snapshot.Snapshot;
import io.naru.proxy.testkit.Requests;
import io.naru.proxy.testkit.Tables;
import io.naru.proxy.upstream.Endpoint;
import io.naru.proxy.upstream.Upstream;
import io.naru.proxy.upstream.UpstreamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any sequence of snapshots, activated one upon the other, serves like the last one alone. */
class ActivationPropertyTest {
  private static final List<String> HOSTS = List.of("", "a.test", "b.test", "*.test", "*.b.test");
  private static final List<String> NAMES =
      List.of("", "a.test", "b.test", "c.test", "c.b.test", "d.c.b.test", "A.test");
  private static final List<String> TARGETS = List.of("/", "/a", "/a/b", "/b", "/ab");
  private static final List<String> UPSTREAMS = List.of("u0", "u1", "u2", "u3");

  /** One thing that happens to the table: a host or an upstream is set or taken away. */
  sealed interface Change {
    record SetHost(String host, List<Route> routes) implements Change {}

    record DropHost(String host) implements Change {}

    record SetUpstream(String id, int endpoints) implements Change {}

    record DropUpstream(String id) implements Change {}
  }

  @Property(tries = 500)
  void theIncrementalTableEqualsTheFullOne(@ForAll("changes") List<Change> changes) {
    Activator activator = new Activator(new Random());
    Map<HostMatch, VirtualHost> hosts = new HashMap<>();
    Map<UpstreamId, Upstream> upstreams = new LinkedHashMap<>();
    LiveTable table = LiveTable.empty(Tables.CERTIFICATES);
    for (Change change : changes) {
      apply(change, hosts, upstreams);
      Snapshot snapshot =
          Tables.snapshot(
              table.generation() + 1,
              new ArrayList<>(hosts.values()),
              new ArrayList<>(upstreams.values()));
      table = activator.activate(snapshot, table);
    }
    LiveTable full =
        new Activator(new Random())
            .activate(table.snapshot(), LiveTable.empty(Tables.CERTIFICATES));
    assertThat(served(table)).isEqualTo(served(full));
  }

  private static void apply(
      Change change, Map<HostMatch, VirtualHost> hosts, Map<UpstreamId, Upstream> upstreams) {
    switch (change) {
      case Change.SetHost(String host, List<Route> routes) ->
          hosts.put(HostMatch.of(host), new VirtualHost(HostMatch.of(host), routes));
      case Change.DropHost(String host) -> hosts.remove(HostMatch.of(host));
      case Change.SetUpstream(String id, int endpoints) ->
          upstreams.put(Tables.id(id), upstream(id, endpoints));
      case Change.DropUpstream(String id) -> upstreams.remove(Tables.id(id));
    }
  }

  private static Upstream upstream(String id, int endpoints) {
    Endpoint[] all = new Endpoint[endpoints];
    for (int i = 0; i < endpoints; i++) {
      all[i] = new Endpoint("10.0.0." + (i + 1), 80);
    }
    return Tables.upstream(id, all);
  }

  /** All that requests can see of a table. */
  private static List<String> served(LiveTable table) {
    List<String> seen = new ArrayList<>();
    for (String name : NAMES) {
      byte[] bytes = Ascii.bytes(name);
      LiveHost host = table.host(bytes, 0, bytes.length);
      TARGETS.forEach(target -> seen.add(name + target + " " + answer(table, host, target)));
    }
    return seen;
  }

  private static String answer(LiveTable table, LiveHost host, String target) {
    if (host.route(Requests.path(target)) instanceof LiveRoute route) {
      Optional<LiveUpstream> upstream =
          ((Forwarding) route.action()).choose(new Random(1)).flatMap(table::upstream);
      return route.value() + " " + upstream.map(LiveUpstream::value);
    }
    return "none";
  }

  @Provide
  Arbitrary<List<Change>> changes() {
    Arbitrary<String> hosts = Arbitraries.of(HOSTS);
    Arbitrary<String> upstreams = Arbitraries.of(UPSTREAMS);
    Arbitrary<Change> change =
        Arbitraries.oneOf(
            Combinators.combine(hosts, routes().list().ofMaxSize(3)).as(Change.SetHost::new),
            hosts.map(Change.DropHost::new),
            Combinators.combine(upstreams, Arbitraries.integers().between(0, 2))
                .as(Change.SetUpstream::new),
            upstreams.map(Change.DropUpstream::new));
    return change.list().ofMinSize(1).ofMaxSize(25);
  }

  private static Arbitrary<Route> routes() {
    return Combinators.combine(Arbitraries.of("/", "/a", "/a/", "/b"), Arbitraries.of(UPSTREAMS))
        .as(Tables::prefix);
  }
}
