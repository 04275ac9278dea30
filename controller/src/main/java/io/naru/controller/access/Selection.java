package io.naru.controller.access;

import io.naru.controller.object.Kind;
import java.util.Optional;

/// Which objects of one kind are listed and watched.
///
/// @param namespace empty for all, and for kinds outside of namespaces
/// @param name the one object; empty for all
/// @param labels a label selector as the API has it, `app=web,tier!=db` say; empty for any
/// @param withoutType objects of this `type` are left out, a field of Secrets
public record Selection(
    Kind kind,
    Optional<String> namespace,
    Optional<String> name,
    Optional<String> labels,
    Optional<String> withoutType) {
  public Selection {
    if (namespace.isPresent() && !kind.namespaced()) {
      throw new IllegalArgumentException(kind + " has no namespace");
    }
  }

  /// All objects of a kind.
  public static Selection of(Kind kind) {
    return new Selection(
        kind, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  public Selection in(String one) {
    return new Selection(kind, Optional.of(one), name, labels, withoutType);
  }

  public Selection named(String one) {
    return new Selection(kind, namespace, Optional.of(one), labels, withoutType);
  }

  public Selection labelled(String selector) {
    return new Selection(kind, namespace, name, Optional.of(selector), withoutType);
  }

  public Selection withoutType(String type) {
    return new Selection(kind, namespace, name, labels, Optional.of(type));
  }

  /// For a log line: `Ingress`, `Service in shop`, `ConfigMap shop/settings`.
  @Override
  public String toString() {
    String place = namespace.map(it -> " in " + it).orElse("");
    return kind + place + name.map(it -> " named " + it).orElse("");
  }
}
