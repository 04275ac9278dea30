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

  /// Changes the one of its namespace and name.
  ///
  /// @param partial what is given here replaces what stands there; the rest stays
  public Answer<Event> merge(Event partial) {
    return Answer.of(() ->
        client
            .events()
            .v1()
            .events()
            .inNamespace(partial.getMetadata().getNamespace())
            .resource(partial)
            .patch(PatchContext.of(PatchType.JSON_MERGE)));
  }
}
