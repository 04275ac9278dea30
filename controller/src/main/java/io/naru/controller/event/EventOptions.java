package io.naru.controller.event;

import io.naru.controller.object.ObjectKey;
import java.util.Optional;
import java.util.Set;

/// What Events are written of.
///
/// @param sync whether Ingresses and the ConfigMap get an Event when they are taken in
/// @param configMap the settings of all Ingresses
/// @param namespaces whose objects get Events; empty for all, and those outside of namespaces
public record EventOptions(
    boolean sync, Optional<ObjectKey> configMap, Optional<Set<String>> namespaces) {
  public EventOptions {
    namespaces = namespaces.map(Set::copyOf);
  }

  boolean reaches(ObjectKey object) {
    return namespaces.map(it -> it.contains(object.namespace())).orElse(true);
  }
}
