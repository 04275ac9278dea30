package io.naru.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.naru.controller.access.Access;
import io.naru.controller.access.ApiServer;
import io.naru.controller.access.Connection;
import io.naru.controller.access.Feature;
import io.naru.controller.access.Names;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WriteMetersTest {

  /// Of a replica that has not begun.
  private static List<String> meters(Map<Flag, String> flags) throws Exception {
    Writes writes = new WriteSettings(new FlagValues(flags), Optional.empty(), "naru").read();
    Connection nowhere =
        new Connection(Optional.empty(), Optional.of("http://127.0.0.1:9/"), Optional.empty());
    Access access =
        new Access(
            Optional.empty(), new Names("naru", "leader", "", ""), Set.of(Feature.ALL_SECRETS));
    try (ApiServer server = ApiServer.open(nowhere, access, Map.of());
        ClusterWrites parts = new ClusterWrites(writes, server, "naru-0")) {
      SimpleMeterRegistry registry = new SimpleMeterRegistry();
      parts.meters().bindTo(registry);
      return registry.getMeters().stream().map(WriteMetersTest::text).sorted().toList();
    }
  }

  private static String text(Meter meter) {
    String outcome = Optional.ofNullable(meter.getId().getTag("outcome")).orElse("");
    double value = meter.measure().iterator().next().getValue();
    return (meter.getId().getName() + " " + outcome).strip() + " " + value;
  }

  @Test
  void whoLeadsAndWhatIsWrittenIsCounted() throws Exception {
    assertThat(meters(Map.of()))
        .containsExactly(
            "naru.events dropped 0.0",
            "naru.events failed 0.0",
            "naru.events written 0.0",
            "naru.leader 0.0",
            "naru.status.writes failed 0.0",
            "naru.status.writes observed 0.0",
            "naru.status.writes written 0.0");
  }

  @Test
  void withoutAnElectionNobodyIsSaidToLead() throws Exception {
    assertThat(meters(Map.of(Flag.DISABLE_LEADER_ELECTION, "true")))
        .noneMatch(it -> it.startsWith("naru.leader"));
  }
}
