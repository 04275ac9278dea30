package io.naru.controller.compile;

import io.naru.controller.object.ObjectKey;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Which Ingresses are ours, those that only modify others too.
///
/// Thread rule: one thread at a time.
final class OwnIngresses {
  private final Set<ObjectKey> keys = new HashSet<>();
  private Optional<Set<ObjectKey>> told = Optional.empty();

  void set(ObjectKey key, boolean ours) {
    if (ours ? keys.add(key) : keys.remove(key)) {
      told = Optional.empty();
    }
  }

  /// All of them, immutable; the same set as before while none came or went.
  Set<ObjectKey> all() {
    Set<ObjectKey> now = told.orElseGet(() -> Set.copyOf(keys));
    told = Optional.of(now);
    return now;
  }
}
