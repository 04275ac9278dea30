package io.naru.controller.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.controller.pace.HandTicker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LeaderGateTest {
  private final HandTicker ticker = new HandTicker();
  private final OneLease lease = new OneLease();
  private final LeaderGate gate = gate("one");
  private final AtomicInteger begun = new AtomicInteger();

  private LeaderGate gate(String identity) {
    return new LeaderGate(
        new Candidacy(identity, Term.DEFAULT, lease, ticker, InstantSource.fixed(Instant.EPOCH)),
        Term.DEFAULT,
        new Random(1));
  }

  @Test
  void whoGoesOnLeadingIsToldOnce() {
    gate.whenLeading(begun::incrementAndGet);
    for (int i = 0; i < 5; i++) {
      gate.look();
      ticker.advance(Duration.ofSeconds(7));
    }
    assertThat(begun).hasValue(1);
  }

  @Test
  void whoStalledAndLeadsAgainIsToldAgain() {
    gate.whenLeading(begun::incrementAndGet);
    gate.look();
    ticker.advance(Duration.ofSeconds(20));
    assertThat(gate.leads()).isFalse();
    gate.look();
    assertThat(gate.leads()).isTrue();
    assertThat(begun).hasValue(2);
  }

  @Test
  void whoFollowsIsNotTold() {
    LeaderGate two = gate("two");
    two.whenLeading(begun::incrementAndGet);
    gate.look();
    two.look();
    assertThat(begun).hasValue(0);
  }

  @Test
  void whoLeadsLooksEvenlyAndWhoFollowsALittleLater() {
    LeaderGate two = gate("two");
    assertThat(gate.look()).isEqualTo(Duration.ofMillis(7_500));
    assertThat(two.look()).isBetween(Duration.ofMillis(7_500), Duration.ofMillis(16_500));
  }
}
