package io.naru.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.naru.controller.access.Feature;
import io.naru.controller.leader.Term;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.status.Address;
import io.naru.controller.status.AddressChoice;
import io.naru.controller.status.Addresses;
import io.naru.controller.status.StatusMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Behaviours 31 and 32.
class WriteSettingsTest {

  private static Writes read(Map<Flag, String> flags) throws Refusal {
    return new WriteSettings(new FlagValues(flags), Optional.empty(), "naru").read();
  }

  @Test
  void withoutFlagsTheLeaderWritesTheAddressesOfItsNodesEveryMinute() throws Refusal {
    Writes writes = read(Map.of());
    assertThat(writes.election()).contains(new Term(Duration.ofSeconds(30)));
    assertThat(writes.status().mode()).isEqualTo(StatusMode.ON);
    assertThat(writes.status().addresses()).isEqualTo(new AddressChoice.OfNodes(false));
    assertThat(writes.status().interval()).hasSeconds(60);
    assertThat(writes.status().clearedAtEnd()).isTrue();
    assertThat(writes.events().sync()).isTrue();
    assertThat(writes.events().namespaces()).isEmpty();
    assertThat(WriteSettings.features(writes))
        .containsExactlyInAnyOrder(
            Feature.EVENTS,
            Feature.ELECTION,
            Feature.STATUS,
            Feature.REPLICAS,
            Feature.NODE_ADDRESSES);
  }

  @Test
  void aServiceIsPublished() throws Refusal {
    Writes writes = read(Map.of(Flag.PUBLISH_SERVICE, "naru/naru"));
    assertThat(writes.status().addresses())
        .isEqualTo(new AddressChoice.OfService(new ObjectKey(Kind.SERVICE, "naru", "naru")));
    assertThat(WriteSettings.features(writes)).doesNotContain(Feature.NODE_ADDRESSES);
  }

  @Test
  void addressesArePublished() throws Refusal {
    assertThat(read(Map.of(Flag.PUBLISH_STATUS_ADDRESS, "192.0.2.1, lb.test")).status().addresses())
        .isEqualTo(
            new AddressChoice.Fixed(
                Addresses.of(List.of(new Address("", "192.0.2.1"), new Address("lb.test", "")))));
  }

  @Test
  void bothExcludeEachOther() {
    assertThatThrownBy(() ->
            read(Map.of(Flag.PUBLISH_SERVICE, "a/b", Flag.PUBLISH_STATUS_ADDRESS, "192.0.2.1")))
        .hasMessage("--publish-status-address and --publish-service exclude each other.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.0.2.1, | nothing is neither an IP nor a host name.",
        "LB.test | LB.test is neither an IP nor a host name."
      })
  void whatIsNoAddressIsNamed(String text, String sentence) {
    assertThatThrownBy(() -> read(Map.of(Flag.PUBLISH_STATUS_ADDRESS, text)))
        .hasMessage("--publish-status-address=" + text + ": " + sentence);
  }

  @Test
  void internalAddressesOfNodesAreReported() throws Refusal {
    assertThat(read(Map.of(Flag.REPORT_NODE_INTERNAL_IP_ADDRESS, "true")).status().addresses())
        .isEqualTo(new AddressChoice.OfNodes(true));
  }

  @ParameterizedTest
  @CsvSource({"on, true, ON", "observe, true, OBSERVE", "off, true, OFF", "on, false, OFF"})
  void statusIsWrittenIfBothFlagsSaySo(String status, String update, StatusMode mode)
      throws Refusal {
    Writes writes = read(Map.of(Flag.STATUS, status, Flag.UPDATE_STATUS, update));
    assertThat(writes.status().mode()).isEqualTo(mode);
    assertThat(WriteSettings.features(writes).contains(Feature.STATUS))
        .isEqualTo(mode == StatusMode.ON);
  }

  @Test
  void whoObservesAsksForNoRightToWriteAndOnlyWhereNodesCountForTheRightToSeePods() throws Refusal {
    assertThat(WriteSettings.features(read(Map.of(Flag.STATUS, "observe"))))
        .containsExactlyInAnyOrder(
            Feature.EVENTS, Feature.ELECTION, Feature.REPLICAS, Feature.NODE_ADDRESSES);
    Map<Flag, String> published = Map.of(Flag.STATUS, "observe", Flag.PUBLISH_SERVICE, "naru/naru");
    assertThat(WriteSettings.features(read(published)))
        .containsExactlyInAnyOrder(Feature.EVENTS, Feature.ELECTION);
  }

  @Test
  void anotherStatusIsRefused() {
    assertThatThrownBy(() -> read(Map.of(Flag.STATUS, "yes")))
        .hasMessage("--status=yes: not one of on, observe and off.");
  }

  @Test
  void withoutAnElectionNoStatusIsWritten() throws Refusal {
    Writes writes = read(Map.of(Flag.DISABLE_LEADER_ELECTION, "true"));
    assertThat(writes.election()).isEmpty();
    assertThat(writes.status().mode()).isEqualTo(StatusMode.OFF);
    assertThat(WriteSettings.features(writes)).containsExactly(Feature.EVENTS);
  }

  @ParameterizedTest
  @CsvSource({"0, 30", "-5s, 30", "1m, 60", "2s, 2"})
  void aTermOfNothingIsTheUsualOne(String ttl, int seconds) throws Refusal {
    assertThat(read(Map.of(Flag.ELECTION_TTL, ttl)).election().orElseThrow().lease())
        .hasSeconds(seconds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"999ms", "1ms"})
  void aTermThatALeaseCannotSayIsRefused(String ttl) {
    assertThatThrownBy(() -> read(Map.of(Flag.ELECTION_TTL, ttl)))
        .hasMessage("--election-ttl=" + ttl + ": less than a second.");
  }

  @Test
  void noIntervalIsShorterThanFiveSeconds() throws Refusal {
    assertThat(read(Map.of(Flag.STATUS_UPDATE_INTERVAL, "1")).status().interval()).hasSeconds(5);
    assertThat(read(Map.of(Flag.STATUS_UPDATE_INTERVAL, "7")).status().interval()).hasSeconds(7);
  }

  @Test
  void inOneNamespaceNothingElseGetsAnEventButWhatIsOurs() throws Refusal {
    Writes writes = read(Map.of(Flag.WATCH_NAMESPACE, "shop", Flag.DISABLE_SYNC_EVENTS, "true"));
    assertThat(writes.events().namespaces()).contains(Set.of("naru", "shop"));
    assertThat(writes.events().sync()).isFalse();
  }
}
