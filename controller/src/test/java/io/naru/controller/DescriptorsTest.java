package io.naru.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.naru.proxy.listen.ConnectionBounds;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DescriptorsTest {
  private static ConnectionBounds bounds(long limit, Map<Flag, String> flags) throws Refusal {
    Map<Flag, String> all = new EnumMap<>(Map.of(Flag.MANIFESTS, "/m"));
    all.putAll(flags);
    return new Descriptors(limit)
        .bounds(new SettingsReader(new FlagValues(all), Map.of()).settings().connections());
  }

  @Test
  void clientsAndEndpointsGetNineTwentiethsEachAndOneEndpointHalfOfThat() throws Refusal {
    assertThat(bounds(4096, Map.of())).isEqualTo(new ConnectionBounds(1843, 1843, 921));
    assertThat(bounds(1L << 20, Map.of()))
        .isEqualTo(new ConnectionBounds(471_859, 471_859, 235_929));
  }

  @Test
  void ofFewMoreThanATenthIsKeptForTheProgram() throws Refusal {
    assertThat(bounds(1024, Map.of())).isEqualTo(new ConnectionBounds(384, 384, 192));
  }

  @Test
  void withoutALimitThereIsRoomForAll() throws Refusal {
    assertThat(bounds(Long.MAX_VALUE, Map.of()).clients()).isGreaterThan(1_000_000);
  }

  @Test
  void whatIsWishedForOneKindIsLeftToTheOther() throws Refusal {
    assertThat(bounds(4096, Map.of(Flag.MAX_CLIENT_CONNECTIONS, "3000")))
        .isEqualTo(new ConnectionBounds(3000, 687, 343));
    assertThat(bounds(4096, Map.of(Flag.MAX_ENDPOINT_CONNECTIONS, "100")))
        .isEqualTo(new ConnectionBounds(1843, 100, 50));
    assertThat(bounds(4096, Map.of(Flag.MAX_CONNECTIONS_PER_ENDPOINT, "1800")))
        .isEqualTo(new ConnectionBounds(1843, 1843, 1800));
  }

  @Test
  void moreThanThereAreIsRefused() {
    assertThatThrownBy(() -> bounds(4096, Map.of(Flag.MAX_CLIENT_CONNECTIONS, "4000")))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "--max-client-connections and --max-endpoint-connections have to be at least 1, and at"
                + " most 3687 together: the process may have 4096 file descriptors (ulimit -n).");
    assertThatThrownBy(() -> bounds(4096, Map.of(Flag.MAX_CLIENT_CONNECTIONS, "0")))
        .isInstanceOf(Refusal.class)
        .hasMessage("--max-client-connections=0: at least 1 is needed.");
  }

  @Test
  void tooFewToServeAreNamedWithWhatItNeeds() {
    assertThatThrownBy(() -> bounds(256, Map.of()))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "Too few file descriptors: the process may have 256, and Naru needs at least 320"
                + " (ulimit -n).");
  }
}
