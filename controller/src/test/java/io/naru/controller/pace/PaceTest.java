package io.naru.controller.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final HandTicker ticker = new HandTicker();
  private final long began = ticker.nanos();

  @Test
  void theyComeEvenlyWithoutABurst() throws InterruptedException {
    Pace pace = new Pace(50, 1, ticker);
    for (int i = 0; i < 101; i++) {
      pace.await();
    }
    assertThat(ticker.nanos() - began).isEqualTo(Duration.ofSeconds(2).toNanos());
  }

  @Test
  void afterACalmSoManyAtOnceAndNoMore() throws InterruptedException {
    Pace pace = new Pace(10, 5, ticker);
    ticker.advance(Duration.ofHours(1));
    long calm = ticker.nanos();
    for (int i = 0; i < 5; i++) {
      pace.await();
    }
    assertThat(ticker.nanos()).isEqualTo(calm);
    pace.await();
    assertThat(ticker.nanos() - calm).isEqualTo(Duration.ofMillis(100).toNanos());
  }

  @Test
  void aPaceOfNoneIsRefused() {
    assertThatThrownBy(() -> new Pace(0, 1, ticker)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Pace(1, 0, ticker)).isInstanceOf(IllegalArgumentException.class);
  }
}
