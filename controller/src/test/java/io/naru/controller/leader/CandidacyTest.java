package io.naru.controller.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.naru.controller.pace.HandTicker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class CandidacyTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00.123456789Z");
  private static final Duration RETRY = Duration.ofMillis(7_500);

  private final HandTicker ticker = new HandTicker();
  private final OneLease lease = new OneLease();
  private final Candidacy one = candidacy("one", NOW);
  private final Candidacy two = candidacy("two", NOW);

  private Candidacy candidacy(String identity, Instant wallClock) {
    return new Candidacy(identity, Term.DEFAULT, lease, ticker, InstantSource.fixed(wallClock));
  }

  private static boolean leads(Candidacy candidacy) {
    return candidacy.leadership().leads();
  }

  @Test
  void theFirstToLookLeadsAndTheNextFollows() {
    assertThat(one.look()).isEqualTo(new Look.Leads());
    assertThat(two.look()).isEqualTo(new Look.Follows("one"));
    assertThat(leads(one)).isTrue();
    assertThat(leads(two)).isFalse();
    assertThat(lease.lease().getSpec().getLeaseDurationSeconds()).isEqualTo(30);
    assertThat(lease.lease().getSpec().getLeaseTransitions()).isZero();
  }

  @Test
  void nobodyLeadsBeforeTheFirstLook() {
    assertThat(leads(one)).isFalse();
  }

  @Test
  void whoRenewsGoesOnLeading() {
    for (int i = 0; i < 20; i++) {
      assertThat(one.look()).isEqualTo(new Look.Leads());
      assertThat(two.look()).isEqualTo(new Look.Follows("one"));
      ticker.advance(RETRY);
    }
    assertThat(leads(one)).isTrue();
  }

  @Test
  void aLeaseThatNobodyRenewsIsTakenWhenItsTimeIsOver() {
    one.look();
    two.look();
    ticker.advance(Duration.ofSeconds(30));
    assertThat(two.look()).isEqualTo(new Look.Follows("one"));
    ticker.advance(Duration.ofNanos(1));
    assertThat(two.look()).isEqualTo(new Look.Leads());
    assertThat(lease.lease().getSpec().getLeaseTransitions()).isEqualTo(1);
    assertThat(one.look()).isEqualTo(new Look.Follows("two"));
  }

  @Test
  void aLeaderThatCannotRenewStopsBeforeAnotherBegins() {
    one.look();
    two.look();
    lease.away(true);
    ticker.advance(RETRY);
    assertThat(one.look()).isEqualTo(new Look.Unclear("it is away"));
    assertThat(leads(one)).isTrue();
    ticker.advance(RETRY);
    assertThat(leads(one)).isFalse();
    lease.away(false);
    assertThat(two.look()).isEqualTo(new Look.Follows("one"));
  }

  @Test
  void clocksOfOtherMachinesAreNotBelieved() {
    candidacy("slow", NOW.minus(Duration.ofHours(1))).look();
    Candidacy fast = candidacy("fast", NOW.plus(Duration.ofHours(1)));
    assertThat(fast.look()).isEqualTo(new Look.Follows("slow"));
    ticker.advance(Duration.ofSeconds(29));
    assertThat(fast.look()).isEqualTo(new Look.Follows("slow"));
  }

  @Test
  void anAnswerThatComesLateCountsFromWhenItWasAskedFor() {
    lease.onAnswer(() -> ticker.advance(Duration.ofSeconds(8)));
    assertThat(one.look()).isEqualTo(new Look.Leads());
    assertThat(leads(one)).isFalse();
  }

  @Test
  void whatIsReleasedIsFreeAtOnce() {
    one.look();
    two.look();
    one.release();
    assertThat(leads(one)).isFalse();
    assertThat(two.look()).isEqualTo(new Look.Leads());
  }

  @Test
  void whoDoesNotLeadReleasesNothing() {
    one.look();
    two.release();
    assertThat(one.look()).isEqualTo(new Look.Leads());
    assertThat(lease.lease().getSpec().getHolderIdentity()).isEqualTo("one");
  }

  @Test
  void whoSeesAnotherHolderStopsAtOnce() {
    one.look();
    lease.put(
        new LeaseBuilder()
            .withNewSpec()
            .withHolderIdentity("two")
            .withLeaseDurationSeconds(30)
            .endSpec()
            .build());
    assertThat(one.look()).isEqualTo(new Look.Follows("two"));
    assertThat(leads(one)).isFalse();
  }

  @Test
  void ofTwoThatTakeAtOnceOneLeads() {
    one.look();
    ticker.advance(Duration.ofMinutes(1));
    Candidacy three = candidacy("three", NOW);
    two.look();
    three.look();
    ticker.advance(Duration.ofMinutes(1));
    lease.onAnswer(() -> {
      lease.onAnswer(() -> {});
      three.look();
    });
    assertThat(two.look()).isEqualTo(new Look.Unclear("the Lease was changed meanwhile"));
    assertThat(leads(two)).isFalse();
    assertThat(leads(three)).isTrue();
  }

  @Test
  void aLeaseThatSaysNothingIsTaken() {
    lease.put(new LeaseBuilder().build());
    assertThat(one.look()).isEqualTo(new Look.Leads());
    assertThat(leads(one)).isTrue();
  }

  @Test
  void aRestartUnderTheSameNameLeadsOn() {
    one.look();
    assertThat(candidacy("one", NOW).look()).isEqualTo(new Look.Leads());
    assertThat(lease.lease().getSpec().getLeaseTransitions()).isZero();
  }

  @Test
  void aTermThatALeaseCannotSayIsRefused() {
    assertThatThrownBy(() -> new Term(Duration.ofMillis(999)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
