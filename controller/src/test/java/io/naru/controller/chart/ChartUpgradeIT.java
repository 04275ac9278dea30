package io.naru.controller.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.naru.controller.testkit.OnRealCluster;
import io.naru.controller.testkit.PrivateCluster;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What Helm makes of the documented commands, one after the other.
@OnRealCluster
class ChartUpgradeIT {

  @Test
  void anUpgradeKeepsWhatWasSetBefore(PrivateCluster cluster) throws Exception {
    List<HelmCommand> documented =
        Files.readAllLines(Chart.FOLDER.resolve("../../docs/install.md")).stream()
            .filter(it -> it.startsWith("    helm "))
            .map(HelmCommand::parse)
            .toList();
    documented.stream()
        .filter(it -> it.files().toString().contains("eks-load-balancer"))
        .forEach(it -> it.run(cluster.kubeconfig()));
    documented.stream()
        .filter(it -> it.upgrade() && it.values().containsKey("controller.secrets"))
        .forEach(it -> it.run(cluster.kubeconfig()));
    try (KubernetesClient admin = cluster.admin()) {
      Service service =
          admin.services().inNamespace(Chart.NAMESPACE).withName("naru-controller").get();
      assertThat(service.getSpec().getType()).isEqualTo("LoadBalancer");
      DaemonSet set =
          admin.apps().daemonSets().inNamespace(Chart.NAMESPACE).withName("naru-controller").get();
      assertThat(set.getSpec().getTemplate().getSpec().getContainers())
          .singleElement()
          .satisfies(it -> {
            assertThat(it.getImage()).startsWith("REGISTRY/");
            assertThat(it.getArgs()).contains("--secrets=by-name");
          });
    }
  }
}
