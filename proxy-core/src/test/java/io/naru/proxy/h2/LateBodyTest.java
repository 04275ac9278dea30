package io.naru.proxy.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.testkit.HandTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LateBodyTest {
  private final HandTime time = new HandTime();
  private int resets;
  private final LateBody late =
      new LateBody(time.deadlines(), Duration.ofSeconds(60), () -> resets++);

  @Test
  void aClientThatPausesIsReset() {
    time.advance(Duration.ofSeconds(4));
    assertThat(resets).isZero();
    time.advance(Duration.ofSeconds(2));
    assertThat(resets).isEqualTo(1);
  }

  @Test
  void aClientThatGoesOnIsWaitedForButNotForEver() {
    for (int second = 0; second < 30; second++) {
      assertThat(resets).isZero();
      assertThat(late.swallow(1)).isEqualTo(1);
      time.advance(Duration.ofSeconds(1));
    }
    time.advance(Duration.ofSeconds(1));
    assertThat(resets).isEqualTo(1);
  }

  @Test
  void aMebibyteIsGivenBackAndNoMore() {
    int given = 0;
    for (int i = 0; i < 1000; i++) {
      given += late.swallow(10_000);
    }
    assertThat(given).isEqualTo(1 << 20);
  }

  @Test
  void aStreamThatClosedIsNotReset() {
    late.over();
    time.advance(Duration.ofMinutes(1));
    assertThat(resets).isZero();
  }

  @Test
  void noPauseIsLongerThanABodyMayMake() {
    new LateBody(time.deadlines(), Duration.ofSeconds(1), () -> resets++);
    time.advance(Duration.ofSeconds(2));
    assertThat(resets).isEqualTo(1);
  }
}
