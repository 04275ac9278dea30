package io.naru.proxy.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.route.RouteAction;
import io.naru.proxy.testkit.Tables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ForwardingTest {

  @Test
  void requestsAreSharedByWeight() {
    Forwarding forwarding = forwarding(3, 0, 1);
    Map<String, Integer> chosen = new HashMap<>();
    RandomGenerator each = new Counting();
    for (int i = 0; i < 8; i++) {
      chosen.merge(forwarding.choose(each).orElseThrow().id().value(), 1, Integer::sum);
    }
    assertThat(chosen).isEqualTo(Map.of("u0", 6, "u2", 2));
  }

  @Test
  void weightsOfZeroAreNobodysTurn() {
    assertThat(forwarding(0, 0).choose(new Random(1))).isEmpty();
    assertThat(forwarding(0, 5).choose(new Random(1)).orElseThrow().id().value()).isEqualTo("u1");
  }

  @Test
  void weightsDoNotOverflow() {
    Forwarding forwarding = forwarding(Integer.MAX_VALUE, Integer.MAX_VALUE);
    assertThat(forwarding.choose(new Last()).orElseThrow().id().value()).isEqualTo("u1");
  }

  private static Forwarding forwarding(int... weights) {
    List<RouteAction.Weighted> upstreams = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      upstreams.add(new RouteAction.Weighted(Tables.id("u" + i), weights[i]));
    }
    return new Forwarding(new RouteAction.Forward(upstreams), UpstreamSlots.EMPTY);
  }

  /** Every number below the bound in turn. */
  private static final class Counting implements RandomGenerator {
    private long next;

    @Override
    public long nextLong() {
      return next++;
    }

    @Override
    public long nextLong(long bound) {
      return next++ % bound;
    }
  }

  /** The largest number below the bound. */
  private static final class Last implements RandomGenerator {
    @Override
    public long nextLong() {
      return -1;
    }

    @Override
    public long nextLong(long bound) {
      return bound - 1;
    }
  }
}
