package io.naru.controller.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HoldoffTest {
  private final Holdoff holdoff = new Holdoff(Duration.ofMillis(10), Duration.ofMillis(100));

  /// The hand clock, in nanoseconds; begins where a monotonic clock is about to overflow.
  private long now = Long.MAX_VALUE - 5_000_000;

  @Test
  void nothingIsDueWithoutAnEvent() {
    assertThat(holdoff.remaining(now)).isEmpty();
  }

  @Test
  void theFirstEventIsDueAtOnce() {
    holdoff.event(now);

    assertThat(holdoff.remaining(now)).hasValue(0);
  }

  @Test
  void anAppliedEventIsNoLongerPending() {
    holdoff.event(now);
    holdoff.applied(now);

    assertThat(holdoff.remaining(now)).isEmpty();
  }

  @Test
  void aBurstBehindTheFirstWaitsForQuiet() {
    applyOne();
    pass(1);
    holdoff.event(now);
    pass(6);
    holdoff.event(now);

    assertThat(holdoff.remaining(now)).hasValue(millis(10));
    pass(10);
    assertThat(holdoff.remaining(now)).hasValue(0);
  }

  @Test
  void aBurstThatNeverEndsIsAppliedAtTheMaximum() {
    applyOne();
    pass(1);
    long first = now;
    for (int i = 0; i < 19; i++) {
      holdoff.event(now);
      pass(5);
    }
    holdoff.event(now);

    assertThat(holdoff.remaining(now)).hasValue(millis(100) - (now - first));
    pass(5);
    assertThat(holdoff.remaining(now)).hasValue(0);
  }

  @Test
  void anEventAfterACalmIsDueAtOnceAgain() {
    applyOne();
    pass(10);
    holdoff.event(now);

    assertThat(holdoff.remaining(now)).hasValue(0);
  }

  @Test
  void whatIsDueStaysDueWhenMoreComes() {
    holdoff.event(now);
    pass(1);
    holdoff.event(now);

    assertThat(holdoff.remaining(now)).hasValue(0);
  }

  @Test
  void calmIsCountedFromTheLastApplication() {
    holdoff.event(now);
    pass(50);
    holdoff.applied(now);
    pass(1);
    holdoff.event(now);

    assertThat(holdoff.remaining(now)).hasValue(millis(10));
  }

  @Test
  void theQuietDelayLiesWithinTheMaximum() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Holdoff(Duration.ofMillis(2), Duration.ofMillis(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Holdoff(Duration.ofMillis(-1), Duration.ofMillis(1)));
  }

  private void applyOne() {
    holdoff.event(now);
    holdoff.applied(now);
  }

  private void pass(long milliseconds) {
    now += millis(milliseconds);
  }

  private static long millis(long milliseconds) {
    return milliseconds * 1_000_000;
  }
}
