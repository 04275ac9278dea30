package io.naru.controller.watch;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassSpec;
import io.fabric8.kubernetes.api.model.networking.v1.IngressSpec;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Copies of cluster objects that keep what a table is compiled from and nothing else: no managed
/// fields, no last-applied text, no status, no owners, no resource version. So a status write
/// changes nothing that a compile could see, and ten thousand objects stay small.
///
/// In a lean object metadata, labels, annotations, spec, data and lists of endpoints are never
/// null. The given object is left as it is; unchanged parts are shared with it.
final class LeanObject {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private LeanObject() {}

  /// @throws IllegalArgumentException for a class outside of [Kind], which is a bug of the source
  static HasMetadata of(HasMetadata object) {
    return switch (object) {
      case Ingress it ->
          new Ingress(
              Kind.INGRESS.apiVersion(),
              "Ingress",
              meta(it),
              or(it.getSpec(), IngressSpec::new),
              null);
      case IngressClass it ->
          new IngressClass(
              Kind.INGRESS_CLASS.apiVersion(),
              "IngressClass",
              meta(it),
              or(it.getSpec(), IngressClassSpec::new));
      case Service it ->
          new Service("v1", "Service", meta(it), or(it.getSpec(), ServiceSpec::new), null);
      case EndpointSlice it ->
          new EndpointSlice(
              it.getAddressType(),
              Kind.ENDPOINT_SLICE.apiVersion(),
              or(it.getEndpoints(), List::<Endpoint>of).stream().map(LeanObject::endpoint).toList(),
              "EndpointSlice",
              meta(it, Map.of()),
              or(it.getPorts(), List::of));
      case Secret it ->
          new Secret("v1", or(it.getData(), Map::of), null, "Secret", meta(it), null, it.getType());
      case ConfigMap it ->
          new ConfigMap("v1", null, or(it.getData(), Map::of), null, "ConfigMap", meta(it));
      case Namespace it -> new Namespace("v1", "Namespace", meta(it), null, null);
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

  private static Endpoint endpoint(Endpoint it) {
    return new Endpoint(
        or(it.getAddresses(), List::of),
        it.getConditions(),
        Map.of(),
        it.getHints(),
        null,
        it.getNodeName(),
        null,
        it.getZone());
  }

  private static ObjectMeta meta(HasMetadata object) {
    return meta(object, or(object.getMetadata().getAnnotations(), Map::of));
  }

  /// EndpointSlices keep no annotations at all: one of them is a time stamp that every update
  /// moves.
  private static ObjectMeta meta(HasMetadata object, Map<String, String> annotations) {
    ObjectMeta from = object.getMetadata();
    ObjectMeta lean = new ObjectMeta();
    lean.setName(from.getName());
    lean.setNamespace(from.getNamespace());
    lean.setUid(from.getUid());
    lean.setCreationTimestamp(from.getCreationTimestamp());
    lean.setLabels(Map.copyOf(or(from.getLabels(), Map::of)));
    lean.setAnnotations(
        annotations.entrySet().stream()
            .filter(entry -> !entry.getKey().equals(LAST_APPLIED))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
    return lean;
  }

  private static <T> T or(@Nullable T value, Supplier<? extends T> instead) {
    return value != null ? value : instead.get();
  }
}
