package io.naru.controller.access;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.naru.controller.object.Kind;

/// A selection in the client's terms.
record Lists<T extends HasMetadata>(
    FilterWatchListDeletable<T, KubernetesResourceList<T>, Resource<T>> selected) {
  private static final long PAGE = 500;

  static Lists<? extends HasMetadata> of(KubernetesClient client, Selection selection) {
    return select(client.resources(type(selection.kind())), selection);
  }

  static Class<? extends HasMetadata> type(Kind kind) {
    return switch (kind) {
      case INGRESS -> Ingress.class;
      case INGRESS_CLASS -> IngressClass.class;
      case SERVICE -> Service.class;
      case ENDPOINT_SLICE -> EndpointSlice.class;
      case SECRET -> Secret.class;
      case CONFIG_MAP -> ConfigMap.class;
      case NAMESPACE -> Namespace.class;
    };
  }

  private static <T extends HasMetadata> Lists<T> select(
      MixedOperation<T, KubernetesResourceList<T>, Resource<T>> all, Selection selection) {
    FilterWatchListDeletable<T, KubernetesResourceList<T>, Resource<T>> selected =
        selection.namespace().isPresent()
            ? all.inNamespace(selection.namespace().get())
            : selection.kind().namespaced() ? all.inAnyNamespace() : all;
    if (selection.name().isPresent()) {
      selected = selected.withField("metadata.name", selection.name().get());
    }
    if (selection.labels().isPresent()) {
      selected = selected.withLabelSelector(selection.labels().get());
    }
    if (selection.withoutType().isPresent()) {
      selected = selected.withoutField("type", selection.withoutType().get());
    }
    return new Lists<>(selected);
  }

  SharedIndexInformer<T> informer() {
    return selected.withLimit(PAGE).runnableInformer(0);
  }
}
