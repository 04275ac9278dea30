package io.naru.proxy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.head.Ascii;
import io.naru.proxy.route.VirtualHost;
import io.naru.proxy.snapshot.Snapshot;
import io.naru.proxy.testkit.Requests;
import io.naru.proxy.testkit.Tables;
import io.naru.proxy.upstream.Endpoint;
import io.naru.proxy.upstream.Upstream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Generation g routes every host to an upstream named after g, whose endpoint has port g: whoever
 * reads the table once must see the same g everywhere, and never an older one than before.
 */
class SwapPropertyTest {
  private static final int READERS = 3;

  @Property(tries = 20)
  void aSwapNeverTears(@ForAll @IntRange(min = 20, max = 200) int swaps) throws Exception {
    CurrentTable current = new CurrentTable(LiveTable.empty(Tables.CERTIFICATES));
    Activator activator = new Activator(new Random(1));
    current.publish(activator.activate(snapshotOf(1), current.get()));
    AtomicBoolean done = new AtomicBoolean();
    try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
      List<Future<Long>> seen = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        seen.add(readers.submit(reader(current, done)));
      }
      for (int g = 2; g <= swaps; g++) {
        current.publish(activator.activate(snapshotOf(g), current.get()));
      }
      done.set(true);
      for (Future<Long> last : seen) {
        assertThat(last.get(30, TimeUnit.SECONDS)).isLessThanOrEqualTo(swaps);
      }
    }
  }

  private static Callable<Long> reader(CurrentTable current, AtomicBoolean done) {
    return () -> {
      long last = 0;
      while (!done.get()) {
        long generation = consistent(current.get());
        assertThat(generation).isGreaterThanOrEqualTo(last);
        last = generation;
      }
      return last;
    };
  }

  private static long consistent(LiveTable table) {
    for (String host : List.of("a.test", "b.test", "x.test", "other")) {
      byte[] name = Ascii.bytes(host);
      LiveRoute route = (LiveRoute) table.host(name, 0, name.length).route(Requests.path("/p/q"));
      UpstreamRef ref = ((Forwarding) route.action()).choose(new Random(1)).orElseThrow();
      assertThat(ref.id()).isEqualTo(Tables.id("u" + table.generation()));
      assertThat(table.upstream(ref).orElseThrow().value().endpoints().getFirst().port())
          .isEqualTo((int) table.generation());
    }
    return table.generation();
  }

  private static Snapshot snapshotOf(int generation) {
    String id = "u" + generation;
    List<VirtualHost> hosts =
        List.of(
            Tables.host("a.test", Tables.prefix("/p", id)),
            Tables.host("b.test", Tables.prefix("/", id)),
            Tables.host("*.test", Tables.exact("/p/q", id)),
            Tables.host("", Tables.expression("/p", id)));
    Upstream upstream = Tables.upstream(id, new Endpoint("10.0.0.1", generation));
    return Tables.snapshot(generation, hosts, List.of(upstream));
  }
}
