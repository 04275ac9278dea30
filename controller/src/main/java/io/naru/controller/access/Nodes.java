package io.naru.controller.access;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;

/// Nodes, one at a time.
public final class Nodes {
  private final KubernetesClient client;

  Nodes(KubernetesClient client) {
    this.client = client;
  }

  public Answer<Node> get(String name) {
    return Answer.ofNullable(() -> Optional.ofNullable(client.nodes().withName(name).get()));
  }
}
