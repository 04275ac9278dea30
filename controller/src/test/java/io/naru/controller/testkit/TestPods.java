package io.naru.controller.testkit;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;

/// Pods of a deployment, which no kubelet runs.
public final class TestPods {
  private TestPods() {}

  /// A pod that says it is ready.
  ///
  /// @param node that it is on, whether that is there or not
  public static void ready(TestNamespace namespace, String name, String node) {
    Pod pod =
        namespace
            .admin()
            .pods()
            .inNamespace(namespace.name())
            .resource(
                new PodBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .addToLabels("app", "naru")
                    .endMetadata()
                    .withNewSpec()
                    .withNodeName(node)
                    .withAutomountServiceAccountToken(false)
                    .addNewContainer()
                    .withName("naru")
                    .withImage("naru")
                    .endContainer()
                    .endSpec()
                    .build())
            .create();
    namespace
        .admin()
        .resource(
            pod.edit()
                .withStatus(
                    new PodStatusBuilder()
                        .withPhase("Running")
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .endCondition()
                        .build())
                .build())
        .updateStatus();
  }
}
