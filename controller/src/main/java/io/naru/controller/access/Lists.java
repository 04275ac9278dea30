package io.naru.controller.access;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
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
import io.naru.controller.object.ObjectKey;
import java.util.Optional;
import java.util.function.Supplier;

/// A selection in the client's terms.
///
/// @param blank makes an object without anything in it
record Lists<T extends HasMetadata>(
    FilterWatchListDeletable<T, KubernetesResourceList<T>, Resource<T>> selected,
    Supplier<T> blank) {
  static Lists<? extends HasMetadata> of(KubernetesClient client, Selection selection) {
    return switch (selection.kind()) {
      case INGRESS -> of(client, selection, Ingress.class, Ingress::new);
      case INGRESS_CLASS -> of(client, selection, IngressClass.class, IngressClass::new);
      case SERVICE -> of(client, selection, Service.class, Service::new);
      case ENDPOINT_SLICE -> of(client, selection, EndpointSlice.class, EndpointSlice::new);
      case SECRET -> of(client, selection, Secret.class, Secret::new);
      case CONFIG_MAP -> of(client, selection, ConfigMap.class, ConfigMap::new);
      case NAMESPACE -> of(client, selection, Namespace.class, Namespace::new);
    };
  }

  static Lists<? extends HasMetadata> of(KubernetesClient client, ObjectKey one) {
    Selection all = Selection.of(one.kind()).named(one.name());
    return of(client, one.kind().namespaced() ? all.in(one.namespace()) : all);
  }

  private static <T extends HasMetadata> Lists<T> of(
      KubernetesClient client, Selection selection, Class<T> type, Supplier<T> blank) {
    return new Lists<>(select(client.resources(type), selection), blank);
  }

  private static <T extends HasMetadata>
      FilterWatchListDeletable<T, KubernetesResourceList<T>, Resource<T>> select(
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
    return selected;
  }

  /// @param page how many objects are asked for at a time
  SharedIndexInformer<T> informer(int page) {
    return selected.withLimit((long) page).runnableInformer(0);
  }

  /// The first that there is.
  Optional<HasMetadata> one() {
    return selected.list(new ListOptionsBuilder().withLimit(1L).build()).getItems().stream()
        .map(HasMetadata.class::cast)
        .findFirst();
  }
}
