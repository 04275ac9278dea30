package io.naru.controller.watch.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.watch.ClusterState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lets through what is in chosen namespaces. The Ingresses of other namespaces wait here, lean, so
/// that a namespace can be chosen at any time; kinds that only matter to those who refer to them
/// pass.
///
/// Thread rule: any thread.
final class Filter {
  private final Destination next;
  private final Set<String> chosen = new HashSet<>();
  private final Map<String, Map<ObjectKey, HasMetadata>> objects = new HashMap<>();

  Filter(Destination next) {
    this.next = next;
  }

  synchronized void put(HasMetadata object) {
    ObjectKey key = ClusterState.keyOf(object);
    if (passes(key)) {
      next.put().accept(object);
    } else {
      HasMetadata lean = ClusterState.leanOf(object);
      objects.computeIfAbsent(key.namespace(), _ -> new HashMap<>()).put(key, lean);
      if (chosen.contains(key.namespace())) {
        next.put().accept(lean);
      }
    }
  }

  synchronized void remove(ObjectKey key) {
    if (!passes(key)) {
      objects.computeIfPresent(key.namespace(), (_, those) -> without(those, key));
    }
    next.remove().accept(key);
  }

  synchronized void choose(String namespace) {
    if (chosen.add(namespace)) {
      objects.getOrDefault(namespace, Map.of()).values().forEach(next.put());
    }
  }

  synchronized void dismiss(String namespace) {
    if (chosen.remove(namespace)) {
      objects.getOrDefault(namespace, Map.of()).keySet().forEach(next.remove());
    }
  }

  /// Null takes the entry out of the map.
  private static @Nullable Map<ObjectKey, HasMetadata> without(
      Map<ObjectKey, HasMetadata> objects, ObjectKey key) {
    objects.remove(key);
    return objects.isEmpty() ? null : objects;
  }

  private static boolean passes(ObjectKey key) {
    return key.kind() != Kind.INGRESS;
  }
}
