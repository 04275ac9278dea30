package io.naru.controller.watch.cluster;

import io.naru.controller.object.ObjectKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Which objects somebody refers to. A change costs what that object refers to.
///
/// Thread rule: one thread at a time.
final class References {
  private final Map<ObjectKey, Set<ObjectKey>> bySource = new HashMap<>();
  private final Map<ObjectKey, Integer> counts = new HashMap<>();

  /// @param always count whoever refers to them
  References(Stream<ObjectKey> always) {
    always.forEach(it -> counts.put(it, 1));
  }

  boolean has(ObjectKey target) {
    return counts.containsKey(target);
  }

  Set<ObjectKey> all() {
    return counts.keySet();
  }

  /// What one object refers to from now on, and nothing else.
  ///
  /// @return all that it refers to, or did before
  Set<ObjectKey> replace(ObjectKey source, Set<ObjectKey> targets) {
    Set<ObjectKey> before =
        Optional.ofNullable(
                targets.isEmpty() ? bySource.remove(source) : bySource.put(source, targets))
            .orElse(Set.of());
    targets.forEach(it -> counts.merge(it, 1, Integer::sum));
    before.forEach(it -> counts.computeIfPresent(it, (_, count) -> count == 1 ? null : count - 1));
    Set<ObjectKey> touched = new HashSet<>(targets);
    touched.addAll(before);
    return touched;
  }
}
