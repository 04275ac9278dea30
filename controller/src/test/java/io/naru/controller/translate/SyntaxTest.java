package io.naru.controller.translate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyntaxTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "512b, 512",
    "8k, 8192",
    "8K, 8192",
    "1m, 1048576",
    "2g, 2147483648",
    "3000000000, 3000000000"
  })
  void sizesAreNumbersWithAUnit(String text, long bytes) {
    assertThat(Syntax.SIZE.parse().apply(text)).contains(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "m", "-1", "1.5m", "8 m", "8mb", "8m\n", "999999999999g", "١m"})
  void otherTextsAreNoSizes(String text) {
    assertThat(Syntax.SIZE.parse().apply(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "t", "T", "true", "True", "TRUE"})
  void sixTextsAreTrue(String text) {
    assertThat(Syntax.BOOL.parse().apply(text)).contains(true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yes", "on", "tRUE", " true", "true\n"})
  void otherTextsAreNeitherTrueNorFalse(String text) {
    assertThat(Syntax.BOOL.parse().apply(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "5s", "5\n", "1e3", "99999999999", "0x5"})
  void aTimeoutIsAWholePositiveNumber(String text) {
    assertThat(Syntax.SECONDS.parse().apply(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "240s, PT240S",
    "240, PT240S",
    "4m, PT4M",
    "1h30m, PT1H30M",
    "1h 30m 5s, PT1H30M5S",
    "1m 30, PT1M30S",
    "500ms, PT0.5S",
    "1s500ms, PT1.5S"
  })
  void timesAreWrittenAsForNginx(String text, Duration time) {
    assertThat(Syntax.time("", _ -> true).parse().apply(text)).contains(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"s", "-1s", "1.5s", "30s 1m", "PT4M", "4 m", "240s\n", "9999999999s"})
  void otherTextsAreNoTimes(String text) {
    assertThat(Syntax.time("", _ -> true).parse().apply(text)).isEmpty();
  }
}
