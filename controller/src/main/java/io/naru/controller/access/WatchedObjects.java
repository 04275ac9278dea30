package io.naru.controller.access;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.naru.controller.object.ObjectKey;
import java.util.Map;
import java.util.Optional;

/// The objects that a table is compiled from.
public final class WatchedObjects {
  private final KubernetesClient client;

  WatchedObjects(KubernetesClient client) {
    this.client = client;
  }

  /// An informer that is not started. It lists in pages.
  public SharedIndexInformer<? extends HasMetadata> informer(Selection selection) {
    return Lists.of(client, selection).informer();
  }

  /// The resource version of each object as the server has them now, read without the objects
  /// themselves.
  public Answer<Map<ObjectKey, String>> versions(Selection selection) {
    return Answer.of(() -> new Versions(client, selection).read());
  }

  public Answer<Namespace> namespace(String name) {
    return Answer.ofNullable(() -> Optional.ofNullable(client.namespaces().withName(name).get()));
  }

  public Answer<Secret> secret(String namespace, String name) {
    return Answer.ofNullable(
        () -> Optional.ofNullable(client.secrets().inNamespace(namespace).withName(name).get()));
  }
}
