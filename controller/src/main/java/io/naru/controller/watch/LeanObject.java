package io.naru.controller.watch;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassSpec;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Copies of cluster objects that keep what a table is compiled from and nothing else. So a status
/// write changes nothing that a compile could see, and ten thousand objects stay small.
///
/// In a lean object metadata, labels, annotations, spec, data and lists are never null. The given
/// object is left as it is.
final class LeanObject {
  private LeanObject() {}

  /// @throws IllegalArgumentException for a class outside of [Kind], which is a bug of the source
  static HasMetadata of(HasMetadata object) {
    return switch (object) {
      case Ingress it -> LeanIngress.of(it);
      case Service it -> LeanService.of(it);
      case EndpointSlice it -> LeanSlice.of(it);
      case IngressClass it ->
          new IngressClass(
              Kind.INGRESS_CLASS.apiVersion(),
              "IngressClass",
              LeanMeta.settings(it.getMetadata()),
              it.getSpec() == null ? new IngressClassSpec() : it.getSpec());
      case Secret it ->
          new Secret(
              "v1",
              orEmpty(it.getData()),
              null,
              "Secret",
              LeanMeta.identity(it.getMetadata()),
              null,
              it.getType());
      case ConfigMap it ->
          new ConfigMap(
              "v1",
              null,
              orEmpty(it.getData()),
              null,
              "ConfigMap",
              LeanMeta.identity(it.getMetadata()));
      case Namespace it ->
          new Namespace("v1", "Namespace", LeanMeta.identity(it.getMetadata()), null, null);
      default -> throw new IllegalArgumentException(object.getClass() + " is not of a known kind");
    };
  }

  /// @throws IllegalArgumentException for a class outside of [Kind]
  static ObjectKey key(HasMetadata object) {
    Kind kind =
        switch (object) {
          case Ingress _ -> Kind.INGRESS;
          case IngressClass _ -> Kind.INGRESS_CLASS;
          case Service _ -> Kind.SERVICE;
          case EndpointSlice _ -> Kind.ENDPOINT_SLICE;
          case Secret _ -> Kind.SECRET;
          case ConfigMap _ -> Kind.CONFIG_MAP;
          case Namespace _ -> Kind.NAMESPACE;
          default ->
              throw new IllegalArgumentException(object.getClass() + " is not of a known kind");
        };
    ObjectMeta meta = object.getMetadata();
    return new ObjectKey(kind, kind.namespaced() ? meta.getNamespace() : "", meta.getName());
  }

  private static Map<String, String> orEmpty(@Nullable Map<String, String> data) {
    return data == null ? Map.of() : data;
  }
}
