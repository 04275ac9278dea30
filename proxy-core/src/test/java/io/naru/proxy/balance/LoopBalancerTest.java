package io.naru.proxy.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.testkit.Tables;
import io.naru.proxy.upstream.Balance;
import io.naru.proxy.upstream.Endpoint;
import io.naru.proxy.upstream.Upstream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoopBalancerTest {
  private static final Endpoint A = new Endpoint("10.0.0.1", 80);
  private static final Endpoint B = new Endpoint("10.0.0.2", 80);
  private static final Endpoint C = new Endpoint("10.0.0.3", 80);
  private static final long SECOND = 1_000_000_000;

  private final AtomicLong clock = new AtomicLong();
  private final LoopBalancer balancer = new LoopBalancer(new Random(7), clock::get);

  @Test
  void anUpstreamWithoutEndpointsHasNone() {
    assertThat(balancer.choose(roundRobin(), Tried.NONE)).isEmpty();
    assertThat(balancer.choose(ewma(), Tried.NONE)).isEmpty();
  }

  @Test
  void roundRobinTakesEachInTurn() {
    Upstream upstream = roundRobin(A, B, C);
    List<Endpoint> turns = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      turns.add(choose(upstream, Tried.NONE));
    }
    assertThat(turns.subList(0, 3)).containsExactlyInAnyOrder(A, B, C);
    assertThat(turns.subList(3, 6)).isEqualTo(turns.subList(0, 3));
  }

  @Test
  void loopsBeginAtDifferentPlaces() {
    Set<Endpoint> first = new HashSet<>();
    Random random = new Random(1);
    for (int i = 0; i < 50; i++) {
      first.add(new LoopBalancer(random, clock::get).choose(roundRobin(A, B, C), Tried.NONE).get());
    }
    assertThat(first).containsExactlyInAnyOrder(A, B, C);
  }

  @Test
  void aTurnGoesOnWhenTheEndpointsChange() {
    Endpoint first = choose(roundRobin(A, B), Tried.NONE);
    Endpoint second = choose(roundRobin(A, B, C), Tried.NONE);
    Endpoint third = choose(roundRobin(A, B, C), Tried.NONE);
    assertThat(Set.of(second, third)).hasSize(2);
    assertThat(first).isIn(A, B);
  }

  @Test
  void whatWasTriedIsPassedOver() {
    for (Upstream upstream : List.of(roundRobin(A, B, C), ewma(A, B, C))) {
      for (int i = 0; i < 20; i++) {
        assertThat(choose(upstream, Tried.NONE.and(A).and(C))).isEqualTo(B);
      }
    }
  }

  @Test
  void whenAllWereTriedAnyIsTriedAgain() {
    Tried all = Tried.NONE.and(A).and(B);
    assertThat(choose(roundRobin(A, B), all)).isIn(A, B);
    assertThat(choose(ewma(A, B), all)).isIn(A, B);
    assertThat(choose(roundRobin(A), Tried.NONE.and(A))).isEqualTo(A);
  }

  @Test
  void ewmaPrefersTheFasterOfTwo() {
    Upstream upstream = ewma(A, B);
    choose(upstream, Tried.NONE);
    clock.addAndGet(SECOND);
    balancer.observe(upstream.id(), A, 100_000_000);
    balancer.observe(upstream.id(), B, 1_000_000);
    for (int i = 0; i < 20; i++) {
      assertThat(choose(upstream, Tried.NONE)).isEqualTo(B);
    }
  }

  @Test
  void aLatencyDecaysInTenSeconds() {
    Upstream upstream = ewma(A, B);
    choose(upstream, Tried.NONE);
    clock.addAndGet(10 * SECOND);
    balancer.observe(upstream.id(), A, 100_000_000);
    clock.addAndGet(10 * SECOND);
    balancer.observe(upstream.id(), B, 30_000_000);
    // A: 100 ms * (1 - 1/e), decayed to 23 ms; B: 30 ms * (1 - 1/e^2) = 26 ms
    assertThat(choose(upstream, Tried.NONE)).isEqualTo(A);
    clock.addAndGet(SECOND);
    balancer.observe(upstream.id(), A, 100_000_000);
    assertThat(choose(upstream, Tried.NONE)).isEqualTo(B);
  }

  @Test
  void aNewEndpointStartsAtTheAverage() {
    Upstream two = ewma(A, B);
    choose(two, Tried.NONE);
    clock.addAndGet(10 * SECOND);
    balancer.observe(two.id(), A, 100_000_000);
    balancer.observe(two.id(), B, 10_000_000);
    Upstream three = ewma(A, B, C);
    Set<Endpoint> against = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      against.add(choose(three, Tried.NONE.and(B)));
    }
    assertThat(against).containsExactly(C);
    against.clear();
    for (int i = 0; i < 200; i++) {
      against.add(choose(three, Tried.NONE.and(A)));
    }
    assertThat(against).containsExactly(B);
  }

  @Test
  void anotherWayOfBalancingBeginsAnew() {
    choose(roundRobin(A, B), Tried.NONE);
    balancer.observe(Tables.id("u"), A, 1);
    assertThat(choose(ewma(A, B), Tried.NONE)).isIn(A, B);
  }

  @Test
  void whatIsLearntOutlivesATableButNotItsUpstream() {
    Upstream upstream = ewma(A, B);
    choose(upstream, Tried.NONE);
    clock.addAndGet(SECOND);
    balancer.observe(upstream.id(), A, 100_000_000);
    balancer.keep(Map.of(upstream.id(), upstream));
    assertThat(choose(ewma(A, B), Tried.NONE)).isEqualTo(B);
    balancer.keep(Map.of());
    Set<Endpoint> chosen = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      chosen.add(choose(upstream, Tried.NONE));
    }
    assertThat(chosen).containsExactlyInAnyOrder(A, B);
  }

  @Test
  void retriesDoNotTakeTheTurnsOfOthers() {
    Upstream upstream = roundRobin(A, B);
    int firstAtA = 0;
    for (int i = 0; i < 60; i++) {
      if (choose(upstream, Tried.NONE).equals(A)) {
        firstAtA++;
        assertThat(choose(upstream, Tried.NONE.and(A))).isEqualTo(B);
      }
    }
    assertThat(firstAtA).isEqualTo(30);
  }

  @Test
  void aFailureIsALargeSampleForEwma() {
    Upstream upstream = ewma(A, B);
    int failures = 0;
    for (int i = 0; i < 60; i++) {
      Endpoint first = choose(upstream, Tried.NONE);
      clock.addAndGet(SECOND / 1000);
      if (first.equals(A)) {
        failures++;
        balancer.failed(upstream.id(), A);
      }
      clock.addAndGet(SECOND / 20);
      balancer.observe(upstream.id(), B, SECOND / 20);
    }
    assertThat(failures).isLessThan(10);
  }

  @Test
  void anEndpointThatCannotBeReachedRestsForASecond() {
    for (Upstream upstream : List.of(roundRobin(A, B, C), ewma(A, B, C))) {
      balancer.unreachable(upstream.id(), A);
      clock.addAndGet(SECOND - 1);
      for (int i = 0; i < 30; i++) {
        assertThat(choose(upstream, Tried.NONE)).isNotEqualTo(A);
        assertThat(choose(upstream, Tried.NONE.and(B))).isEqualTo(C);
      }
      clock.addAndGet(1);
      assertThat(choose(upstream, Tried.NONE)).isEqualTo(A);
      balancer.reached(upstream.id(), A);
      assertThat(chosen(upstream, 30)).contains(A);
    }
  }

  @Test
  void theOthersShareThePartOfOneThatRestsEvenly() {
    Upstream upstream = roundRobin(A, B, C);
    balancer.unreachable(upstream.id(), A);
    List<Endpoint> turns = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      turns.add(choose(upstream, Tried.NONE));
    }
    assertThat(turns.stream().filter(B::equals)).hasSize(30);
  }

  @Test
  void oneAttemptAtATimeProbes() {
    Upstream upstream = roundRobin(A, B);
    balancer.unreachable(upstream.id(), A);
    clock.addAndGet(SECOND);
    assertThat(choose(upstream, Tried.NONE)).isEqualTo(A);
    clock.addAndGet(100 * SECOND);
    assertThat(chosen(upstream, 30)).containsExactly(B);
    balancer.undecided(upstream.id(), A);
    assertThat(choose(upstream, Tried.NONE)).isEqualTo(A);
    assertThat(chosen(upstream, 30)).containsExactly(B);
  }

  @Test
  void noRetryProbes() {
    Upstream upstream = roundRobin(A, B);
    balancer.unreachable(upstream.id(), A);
    clock.addAndGet(SECOND);
    for (int i = 0; i < 10; i++) {
      assertThat(choose(upstream, Tried.NONE.and(B))).isEqualTo(B);
    }
  }

  @Test
  void eachProbeThatFailsDoublesTheRestUpToTenSeconds() {
    Upstream upstream = roundRobin(A, B);
    balancer.unreachable(upstream.id(), A);
    for (long seconds : new long[] {1, 2, 4, 8, 10, 10}) {
      clock.addAndGet(seconds * SECOND - 1);
      assertThat(chosen(upstream, 30)).containsExactly(B);
      clock.addAndGet(1);
      assertThat(choose(upstream, Tried.NONE)).isEqualTo(A);
      balancer.unreachable(upstream.id(), A);
    }
    clock.addAndGet(10 * SECOND);
    assertThat(choose(upstream, Tried.NONE)).isEqualTo(A);
    balancer.reached(upstream.id(), A);
    balancer.unreachable(upstream.id(), A);
    clock.addAndGet(SECOND);
    assertThat(choose(upstream, Tried.NONE)).isEqualTo(A);
  }

  @Test
  void attemptsThatFailTogetherAreOneFailure() {
    Upstream upstream = roundRobin(A, B);
    for (int i = 0; i < 100; i++) {
      balancer.unreachable(upstream.id(), A);
    }
    clock.addAndGet(SECOND);
    assertThat(choose(upstream, Tried.NONE)).isEqualTo(A);
  }

  @Test
  void whereAllRestAllAreServed() {
    for (Upstream upstream : List.of(roundRobin(A, B), ewma(A, B))) {
      balancer.unreachable(upstream.id(), A);
      balancer.unreachable(upstream.id(), B);
      assertThat(chosen(upstream, 50)).containsExactlyInAnyOrder(A, B);
      assertThat(choose(upstream, Tried.NONE.and(A))).isEqualTo(B);
      assertThat(choose(upstream, Tried.NONE.and(A).and(B))).isIn(A, B);
    }
    balancer.unreachable(Tables.id("u"), A);
    assertThat(choose(roundRobin(A), Tried.NONE)).isEqualTo(A);
  }

  @Test
  void aRestOutlivesATableButNotItsEndpoint() {
    Upstream upstream = roundRobin(A, B);
    balancer.unreachable(upstream.id(), A);
    balancer.keep(Map.of(upstream.id(), ewma(A, B, C)));
    assertThat(chosen(upstream, 30)).containsExactly(B);
    balancer.keep(Map.of(upstream.id(), roundRobin(B)));
    assertThat(chosen(upstream, 30)).containsExactlyInAnyOrder(A, B);
    balancer.unreachable(upstream.id(), A);
    balancer.keep(Map.of());
    assertThat(chosen(upstream, 30)).containsExactlyInAnyOrder(A, B);
  }

  private Set<Endpoint> chosen(Upstream upstream, int times) {
    Set<Endpoint> chosen = new HashSet<>();
    for (int i = 0; i < times; i++) {
      chosen.add(choose(upstream, Tried.NONE));
    }
    return chosen;
  }

  private Endpoint choose(Upstream upstream, Tried tried) {
    return balancer.choose(upstream, tried).orElseThrow();
  }

  private static Upstream roundRobin(Endpoint... endpoints) {
    return Tables.upstream("u", endpoints);
  }

  private static Upstream ewma(Endpoint... endpoints) {
    return Tables.by(new Balance.Ewma(), Tables.upstream("u", endpoints));
  }
}
