package io.naru.controller.compile;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.naru.controller.compile.ResolvedNames.Resolution;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.translate.SecretSource;
import io.naru.controller.watch.Age;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The world as one thing sees it while it is compiled. It notes what was looked up, whether it was
/// there or not, so that the thing is compiled again when that changes.
///
/// Thread rule: one thread, one thing.
final class Reading implements SecretSource {
  private static final String DEFAULT_CLASS = "ingressclass.kubernetes.io/is-default-class";
  private static final Comparator<IngressClass> YOUNGEST_FIRST =
      Comparator.comparing(IngressClass::getMetadata, Age.byTime().reversed())
          .thenComparing(it -> it.getMetadata().getName());

  private final World world;
  private final Set<Source> sources = new HashSet<>();

  Reading(World world) {
    this.world = world;
  }

  Set<Source> sources() {
    return sources;
  }

  /// The external names among the sources.
  Set<String> names() {
    return sources.stream()
        .flatMap(it -> it instanceof Source.OfName(String name) ? Stream.of(name) : Stream.of())
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Where this changes, every Ingress counts as changed.
  boolean classesReadable() {
    return world.state().classesReadable();
  }

  Optional<IngressClass> ingressClass(String name) {
    note(Kind.INGRESS_CLASS, "", name);
    return world.state().ingressClass(name);
  }

  /// The IngressClass that an API server gives to an Ingress which names none: of those that say so
  /// the youngest, then the first by name.
  Optional<IngressClass> defaultClass() {
    sources.add(new Source.OfClasses());
    return world.state().ingressClasses().filter(Reading::isDefault).min(YOUNGEST_FIRST);
  }

  private static boolean isDefault(IngressClass it) {
    return "true".equals(it.getMetadata().getAnnotations().get(DEFAULT_CLASS));
  }

  Optional<Service> service(String namespace, String name) {
    note(Kind.SERVICE, namespace, name);
    return world.state().service(namespace, name);
  }

  List<EndpointSlice> slices(String namespace, String service) {
    note(Kind.SERVICE, namespace, service);
    return world.state().slices(namespace, service);
  }

  @Override
  public Optional<Secret> secret(String namespace, String name) {
    note(Kind.SECRET, namespace, name);
    return world.state().secret(namespace, name);
  }

  Optional<ConfigMap> configMap(String namespace, String name) {
    note(Kind.CONFIG_MAP, namespace, name);
    return world.state().configMap(namespace, name);
  }

  Optional<Resolution> resolution(String name) {
    sources.add(new Source.OfName(name));
    return world.names().of(name);
  }

  /// A name that no object can have finds nothing, now and later.
  private void note(Kind kind, String namespace, String name) {
    if (!name.isEmpty() && kind.namespaced() != namespace.isEmpty()) {
      sources.add(new Source.OfObject(new ObjectKey(kind, namespace, name)));
    }
  }
}
