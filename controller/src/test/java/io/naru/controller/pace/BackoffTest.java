package io.naru.controller.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5));

  @Test
  void eachWaitIsTwiceTheOneBeforeUpToABound() {
    assertThat(backoff.failed()).hasSeconds(1);
    assertThat(backoff.failed()).hasSeconds(2);
    assertThat(backoff.failed()).hasSeconds(4);
    assertThat(backoff.failed()).hasSeconds(5);
    assertThat(backoff.failed()).hasSeconds(5);
  }

  @Test
  void aSuccessBeginsAnew() {
    backoff.failed();
    backoff.failed();
    backoff.succeeded();
    assertThat(backoff.failed()).hasSeconds(1);
  }
}
