package io.naru.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagValuesTest {

  @Test
  void aFlagThatIsNotGivenHasItsDefault() throws Refusal {
    assertThat(FlagValues.NONE.port(Flag.HTTP_PORT)).isEqualTo(80);
    assertThat(FlagValues.NONE.on(Flag.DISABLE_CATCH_ALL)).isFalse();
    assertThat(FlagValues.NONE.optionalPort(Flag.ADVERTISED_HTTP_PORT)).isEmpty();
    assertThat(FlagValues.NONE.address(Flag.BIND_ADDRESS)).isEmpty();
  }

  @Test
  void secondsMayCarryTheirUnit() throws Refusal {
    assertThat(of(Flag.SHUTDOWN_GRACE_PERIOD, "7").seconds(Flag.SHUTDOWN_GRACE_PERIOD))
        .isEqualTo(Duration.ofSeconds(7));
    assertThat(of(Flag.SHUTDOWN_GRACE_PERIOD, "8s").seconds(Flag.SHUTDOWN_GRACE_PERIOD))
        .isEqualTo(Duration.ofSeconds(8));
  }

  @ParameterizedTest
  @CsvSource({":8443, 0.0.0.0", "127.0.0.1:8443, 127.0.0.1", "[::1]:8443, 0:0:0:0:0:0:0:1"})
  void whereToListenIsAPortBehindAnAddressOrNone(String value, String address) throws Refusal {
    assertThat(of(Flag.VALIDATING_WEBHOOK, value).listen(Flag.VALIDATING_WEBHOOK))
        .hasValueSatisfying(it -> {
          assertThat(it.getPort()).isEqualTo(8443);
          assertThat(it.getAddress().isAnyLocalAddress()).isEqualTo(address.equals("0.0.0.0"));
          assertThat(
                  it.getAddress().isAnyLocalAddress() ? address : it.getAddress().getHostAddress())
              .isEqualTo(address);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP_PORT, 70000, --http-port=70000: not a port (0 to 65535).",
    "HTTP_PORT, web, --http-port=web: not a port (0 to 65535).",
    "HTTP_PORT, 99999999999, --http-port=99999999999: not a port (0 to 65535).",
    "DISABLE_CATCH_ALL, yes, --disable-catch-all=yes: neither true nor false.",
    "DISABLE_CATCH_ALL, tRUE, --disable-catch-all=tRUE: neither true nor false.",
    "BIND_ADDRESS, localhost, --bind-address=localhost: not an IP address.",
    "CONFIGMAP, settings, --configmap=settings: not namespace/name.",
    "HEALTH_CHECK_PATH, health, '--health-check-path=health: not a path, which begins with a"
        + " slash.'",
    "VALIDATING_WEBHOOK, 8443, --validating-webhook=8443: neither :PORT nor IP:PORT.",
    "VALIDATING_WEBHOOK, localhost:8443, --validating-webhook=localhost:8443: neither :PORT nor"
        + " IP:PORT.",
    "VALIDATING_WEBHOOK, :99999, --validating-webhook=:99999: neither :PORT nor IP:PORT.",
    "VALIDATING_WEBHOOK, 1.2.3.444:1, --validating-webhook=1.2.3.444:1: not an IP address.",
    "SYNC_PERIOD, 10, --sync-period=10: not a duration such as 30s or 1h30m.",
    "SHUTDOWN_GRACE_PERIOD, 1m, --shutdown-grace-period=1m: not a number of seconds.",
  })
  void aValueThatMakesNoSenseIsNamedWithItsFlag(Flag flag, String value, String sentence) {
    assertThatThrownBy(() -> read(of(flag, value), flag))
        .isInstanceOf(Refusal.class)
        .hasMessage(sentence);
  }

  @ParameterizedTest
  @CsvSource({"0, PT0S", "10s, PT10S", "1h30m, PT1H30M", "250ms, PT0.25S", "1m0s, PT1M"})
  void durationsAreWrittenAsGoWritesThem(String value, String duration) throws Refusal {
    assertThat(of(Flag.SYNC_PERIOD, value).duration(Flag.SYNC_PERIOD)).hasToString(duration);
  }

  @ParameterizedTest
  @CsvSource({
    "1, true", "t, true", "T, true", "true, true", "TRUE, true", "True, true",
    "0, false", "f, false", "F, false", "false, false", "FALSE, false", "False, false"
  })
  void switchesAreReadAsGoReadsThem(String value, boolean on) throws Refusal {
    assertThat(of(Flag.DISABLE_CATCH_ALL, value).on(Flag.DISABLE_CATCH_ALL)).isEqualTo(on);
  }

  private static Object read(FlagValues values, Flag flag) throws Refusal {
    return switch (flag.kind()) {
      case PORT -> values.port(flag);
      case SWITCH -> values.on(flag);
      case ADDRESS -> values.address(flag);
      case OBJECT -> values.object(flag);
      case PATH -> values.path(flag);
      case SECONDS -> values.seconds(flag);
      case NUMBER -> values.number(flag);
      case LISTEN -> values.listen(flag);
      case DURATION -> values.duration(flag);
      case ADDRESSES, FILE, FOLDER, FORMAT, LABELS, NAME, READING, STATUS, URL -> values.name(flag);
    };
  }

  private static FlagValues of(Flag flag, String value) {
    return new FlagValues(Map.of(flag, value));
  }
}
