package io.naru.controller.event;

import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import java.util.Optional;
import java.util.Set;

/// What Events are written of.
///
/// @param sync whether Ingresses and ConfigMaps get Events, for whatever reason
/// @param configMap the settings of all Ingresses
/// @param namespaces whose objects get Events; empty for all, and those outside of namespaces
public record EventOptions(
    boolean sync, Optional<ObjectKey> configMap, Optional<Set<String>> namespaces) {
  public EventOptions {
    namespaces = namespaces.map(Set::copyOf);
  }

  boolean reaches(ObjectKey object) {
    return (sync || object.kind() != Kind.INGRESS && object.kind() != Kind.CONFIG_MAP)
        && namespaces.map(it -> it.contains(object.namespace())).orElse(true);
  }
}
