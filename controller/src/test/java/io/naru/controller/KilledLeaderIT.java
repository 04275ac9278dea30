package io.naru.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.controller.testkit.OnRealCluster;
import io.naru.controller.testkit.TestNamespace;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Two replicas as processes of their own, one of which gets SIGKILL.
@OnRealCluster
class KilledLeaderIT {

  private static Naru replica(TestNamespace namespace, String pod) throws IOException {
    return Naru.inCluster(namespace, pod, Map.of(Flag.PUBLISH_STATUS_ADDRESS, "192.0.2.1"));
  }

  @Test
  void theOtherServesOnAndWritesWhatIsNew(TestNamespace namespace) throws Exception {
    try (OnClass ours = new OnClass(namespace);
        Naru one = replica(namespace, "naru-0")) {
      ours.ingress("a", Map.of());
      one.await(0, it -> it.contains("leads from now on"));
      ours.awaitStatus("a", "192.0.2.1");
      String version = ours.version("a");
      try (Naru two = replica(namespace, "naru-1")) {
        two.await(0, it -> it.contains("naru-0 leads"));
        one.kill();
        ours.ingress("b", Map.of());
        two.await(0, it -> it.contains("Ingress " + namespace.name() + "/b added"));
        ours.awaitStatus("b", "192.0.2.1");
        assertThat(two.lines()).anyMatch(it -> it.contains("leads from now on"));
        assertThat(ours.version("a")).isEqualTo(version);
        two.terminate();
        assertThat(two.exitCode()).isZero();
      }
    }
  }
}
