package io.naru.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.controller.testkit.OnRealCluster;
import io.naru.controller.testkit.TestNamespace;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A leader that is told to end, and takes its time.
@OnRealCluster
class LeaderHandoverIT {
  private static final Map<Flag, String> FLAGS =
      Map.of(
          Flag.PUBLISH_STATUS_ADDRESS, "192.0.2.1",
          Flag.ELECTION_TTL, "60s",
          Flag.SHUTDOWN_GRACE_PERIOD, "300");

  @Test
  void anotherLeadsWhileItStillServesAndFollowsChanges(TestNamespace namespace) throws Exception {
    try (OnClass ours = new OnClass(namespace);
        Naru one = Naru.inCluster(namespace, "naru-0", FLAGS)) {
      one.await(0, it -> it.contains("leads from now on"));
      one.terminate();
      one.await(0, it -> it.contains("stopping"));
      try (Naru two = Naru.inCluster(namespace, "naru-1", FLAGS)) {
        two.await(0, it -> it.contains("leads from now on"));
        ours.ingress("a", Map.of());
        ours.awaitStatus("a", "192.0.2.1");
        one.await(0, it -> it.contains("Ingress " + namespace.name() + "/a added"));
        assertThat(one.lines()).noneMatch(it -> it.contains("drained"));
        one.terminate();
        assertThat(one.exitCode()).isZero();
        assertThat(one.lines()).anyMatch(it -> it.contains("drained"));
      }
    }
  }
}
