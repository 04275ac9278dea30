package io.naru.controller.translate;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLS;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which Secrets an Ingress names: those of its `spec.tls`, and those of annotations.
public final class ReferredSecrets {
  private static final List<String> ANNOTATIONS =
      List.of("auth-secret", "auth-tls-secret", "proxy-ssl-secret");

  private ReferredSecrets() {}

  /// The Secrets that the Ingress names, whether or not they count in the end.
  ///
  /// @param ingress lean
  /// @param prefix of annotations, without the slash
  public static Set<ObjectKey> of(Ingress ingress, String prefix) {
    String namespace = ingress.getMetadata().getNamespace();
    Map<String, String> annotations = ingress.getMetadata().getAnnotations();
    Stream<String> ofTls =
        Optional.ofNullable(ingress.getSpec().getTls()).stream()
            .flatMap(Collection::stream)
            .map(IngressTLS::getSecretName)
            .flatMap(it -> Optional.ofNullable(it).stream());
    Stream<String> ofAnnotations =
        ANNOTATIONS.stream()
            .flatMap(it -> Optional.ofNullable(annotations.get(prefix + "/" + it)).stream());
    return Stream.concat(ofTls, ofAnnotations)
        .flatMap(it -> key(namespace, it.strip()).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Optional<ObjectKey> key(String namespace, String path) {
    int slash = path.indexOf('/');
    String place = slash < 0 ? namespace : path.substring(0, slash);
    String name = path.substring(slash + 1);
    return place.isEmpty() || name.isEmpty()
        ? Optional.empty()
        : Optional.of(new ObjectKey(Kind.SECRET, place, name));
  }
}
