package io.naru.controller.watch.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimingTest {

  @ParameterizedTest
  @CsvSource({"PT0.001S, PT5S", "PT0.1S, PT10S", "PT0.15S, PT15S", "PT20S, PT15S"})
  void listingsTakeAHundredthOfTheTimeAndFollowEachOtherAfterFifteenSecondsAtMost(
      Duration listing, Duration pause) {
    assertThat(Timing.standard().pauseAfter(listing)).isEqualTo(pause);
  }

  @ParameterizedTest
  @CsvSource({"PT0.001S", "PT20S"})
  void noScanComesBeforeItsTime(Duration listing) {
    Timing rare = new Timing(Duration.ZERO, Duration.ZERO, Duration.ofHours(1));
    assertThat(rare.pauseAfter(listing)).isEqualTo(Duration.ofHours(1));
  }
}
