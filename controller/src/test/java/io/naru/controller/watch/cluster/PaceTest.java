package io.naru.controller.watch.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Pace PACE = Pace.standard();

  @Test
  void comparisonsFollowEachOtherAtTheirDistance() {
    assertThat(PACE.pause(Duration.ZERO)).isEqualTo(Duration.ofSeconds(60));
    assertThat(PACE.comparing(Duration.ofSeconds(5)).pause(Duration.ofMillis(40)))
        .isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void theirReadingTakesUpAHundredthOfTheTime() {
    assertThat(PACE.pause(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(100));
  }

  @Test
  void aSlowServerPutsTheNextOneOffForABoundedTime() {
    assertThat(PACE.pause(Duration.ofSeconds(20))).isEqualTo(Duration.ofMinutes(5));
    assertThat(PACE.comparing(Duration.ofSeconds(5)).pause(Duration.ofSeconds(20)))
        .isEqualTo(Duration.ofSeconds(25));
  }

  @Test
  void doubtGrowsWithWhatWouldBeLost() {
    assertThat(PACE.doubt(1)).isEqualTo(Duration.ofSeconds(2));
    assertThat(PACE.doubt(200)).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(20));
    assertThat(PACE.doubt(1000)).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(2));
    assertThat(PACE.doubt(5005)).isEqualTo(Duration.ofMinutes(5));
    assertThat(PACE.doubt(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(5));
  }
}
