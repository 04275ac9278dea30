package io.naru.controller.watch;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All cluster objects that a table is compiled from, at one moment. Immutable; another state is
/// derived through [#edit()] at a cost in proportion to the change.
///
/// The objects are lean: labels, annotations, spec, data and endpoints are never null, status and
/// managed fields are gone. The model classes have setters; nobody may call them on an object of a
/// state. A lookup by a name that no object can have (an empty one, say) finds nothing.
public final class ClusterState {
  private static final ClusterState EMPTY =
      new ClusterState(new EnumMap<>(Kind.class), ShardedMap.empty(), true);

  private final Map<Kind, ShardedMap<ObjectKey, HasMetadata>> objects;
  private final ShardedMap<ObjectKey, List<EndpointSlice>> slices;
  private final boolean classesReadable;

  ClusterState(
      Map<Kind, ShardedMap<ObjectKey, HasMetadata>> objects,
      ShardedMap<ObjectKey, List<EndpointSlice>> slices,
      boolean classesReadable) {
    this.objects = objects;
    this.slices = slices;
    this.classesReadable = classesReadable;
  }

  public static ClusterState empty() {
    return EMPTY;
  }

  /// The key of a cluster object.
  ///
  /// @throws IllegalArgumentException if it is of a class outside of [Kind], or without the name or
  ///   namespace that its kind needs
  public static ObjectKey keyOf(HasMetadata object) {
    return LeanObject.key(object);
  }

  /// The lean form of an object, in which a state keeps it.
  ///
  /// @throws IllegalArgumentException if it is of a class outside of [Kind]
  public static HasMetadata leanOf(HasMetadata object) {
    return LeanObject.of(object);
  }

  /// Whether the source may read IngressClasses; if not there are none, which says nothing about
  /// the cluster (behaviour 29).
  public boolean classesReadable() {
    return classesReadable;
  }

  /// Begins a state derived from this one.
  public StateEdit edit() {
    return new StateEdit(this);
  }

  public Stream<Ingress> ingresses() {
    return all(Kind.INGRESS).map(Ingress.class::cast);
  }

  public Optional<Ingress> ingress(String namespace, String name) {
    return find(Kind.INGRESS, namespace, name).map(Ingress.class::cast);
  }

  public Stream<IngressClass> ingressClasses() {
    return all(Kind.INGRESS_CLASS).map(IngressClass.class::cast);
  }

  public Optional<IngressClass> ingressClass(String name) {
    return find(Kind.INGRESS_CLASS, "", name).map(IngressClass.class::cast);
  }

  public Stream<Service> services() {
    return all(Kind.SERVICE).map(Service.class::cast);
  }

  public Optional<Service> service(String namespace, String name) {
    return find(Kind.SERVICE, namespace, name).map(Service.class::cast);
  }

  /// The EndpointSlices whose label `kubernetes.io/service-name` names the Service, by slice name.
  public List<EndpointSlice> slices(String namespace, String service) {
    return nameable(namespace, service)
        ? slices.get(new ObjectKey(Kind.SERVICE, namespace, service)).orElse(List.of())
        : List.of();
  }

  public Optional<Secret> secret(String namespace, String name) {
    return find(Kind.SECRET, namespace, name).map(Secret.class::cast);
  }

  public Optional<ConfigMap> configMap(String namespace, String name) {
    return find(Kind.CONFIG_MAP, namespace, name).map(ConfigMap.class::cast);
  }

  public Optional<Namespace> namespace(String name) {
    return find(Kind.NAMESPACE, "", name).map(Namespace.class::cast);
  }

  /// The object of any kind.
  public Optional<HasMetadata> object(ObjectKey key) {
    return table(key.kind()).get(key);
  }

  /// This state with only some of its Ingresses, at a cost in proportion to all of them.
  public ClusterState withIngresses(Predicate<Ingress> kept) {
    Map<ObjectKey, Optional<HasMetadata>> few =
        ingresses().filter(kept).collect(Collectors.toMap(ClusterState::keyOf, Optional::of));
    Map<Kind, ShardedMap<ObjectKey, HasMetadata>> tables = new EnumMap<>(Kind.class);
    tables.putAll(objects);
    tables.put(Kind.INGRESS, ShardedMap.<ObjectKey, HasMetadata>empty().with(few));
    return new ClusterState(tables, slices, classesReadable);
  }

  /// How many objects of a kind there are.
  public int count(Kind kind) {
    return table(kind).size();
  }

  /// All objects of a kind, in no order that means anything; [Age] has the one that decides.
  public Stream<HasMetadata> all(Kind kind) {
    return table(kind).values();
  }

  ShardedMap<ObjectKey, HasMetadata> table(Kind kind) {
    return objects.getOrDefault(kind, ShardedMap.empty());
  }

  ShardedMap<ObjectKey, List<EndpointSlice>> sliceIndex() {
    return slices;
  }

  private Optional<HasMetadata> find(Kind kind, String namespace, String name) {
    return name.isEmpty() || kind.namespaced() == namespace.isEmpty()
        ? Optional.empty()
        : object(new ObjectKey(kind, namespace, name));
  }

  private static boolean nameable(String namespace, String name) {
    return !namespace.isEmpty() && !name.isEmpty();
  }

  /// Counts only: Secrets are in here.
  @Override
  public String toString() {
    return Stream.of(Kind.values())
        .map(kind -> kind + "=" + count(kind))
        .collect(Collectors.joining(", ", "ClusterState[", "]"));
  }
}
