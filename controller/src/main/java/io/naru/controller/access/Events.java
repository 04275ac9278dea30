package io.naru.controller.access;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/// Writes Events of `events.k8s.io/v1`, which need an `eventTime`.
public final class Events {
  private final KubernetesClient client;

  Events(KubernetesClient client) {
    this.client = client;
  }

  /// In the namespace that its metadata say.
  public Answer<Event> create(Event event) {
    return Answer.of(() ->
        client
            .events()
            .v1()
            .events()
            .inNamespace(event.getMetadata().getNamespace())
            .resource(event)
            .create());
  }

  /// Changes one that is there, its series say.
  ///
  /// @param mergePatch JSON (RFC 7386)
  public Answer<Event> patch(String namespace, String name, String mergePatch) {
    return Answer.of(() ->
        client
            .events()
            .v1()
            .events()
            .inNamespace(namespace)
            .withName(name)
            .patch(PatchContext.of(PatchType.JSON_MERGE), mergePatch));
  }
}
