package io.naru.controller.testkit;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/// A namespace for one test.
///
/// @param admin an administrator's client
public record TestNamespace(TestCluster cluster, String name, KubernetesClient admin)
    implements AutoCloseable {

  /// To be closed.
  public static TestNamespace in(TestCluster cluster) {
    KubernetesClient admin = cluster.admin();
    String name =
        admin
            .namespaces()
            .resource(
                new NamespaceBuilder()
                    .withNewMetadata()
                    .withGenerateName("naru-test-")
                    .endMetadata()
                    .build())
            .create()
            .getMetadata()
            .getName();
    return new TestNamespace(cluster, name, admin);
  }

  /// Has it deleted; nobody waits for that, it takes seconds.
  @Override
  public void close() {
    admin.namespaces().withName(name).delete();
    admin.close();
  }
}
