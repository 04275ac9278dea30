package io.naru.controller.compile;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who was compiled from what: by a key its sources, and by a source its keys.
///
/// Thread rule: one thread at a time.
final class Readers<K> {
  private final Map<K, Set<Source>> sources = new HashMap<>();
  private final Map<Source, Set<K>> readers = new HashMap<>();

  /// The keys that were compiled from something that changed.
  Set<K> of(Changes changes) {
    Set<K> keys = new HashSet<>();
    changes.sources().forEach(it -> keys.addAll(readers.getOrDefault(it, Set.of())));
    return keys;
  }

  /// From now on a key stands for these sources alone; for none, it is forgotten.
  void read(K key, Set<Source> now) {
    Set<Source> before =
        Optional.ofNullable(now.isEmpty() ? sources.remove(key) : sources.put(key, now))
            .orElse(Set.of());
    for (Source source : before) {
      if (!now.contains(source)) {
        readers.computeIfPresent(source, (_, keys) -> without(keys, key));
      }
    }
    now.forEach(source -> readers.merge(source, Set.of(key), Readers::with));
  }

  /// Most sources have one reader: such a set is immutable and small, a larger one is added to.
  private static <K> Set<K> with(Set<K> keys, Set<K> more) {
    if (keys.containsAll(more)) {
      return keys;
    }
    Set<K> all = keys.size() == 1 ? new HashSet<>(keys) : keys;
    all.addAll(more);
    return all;
  }

  /// Null takes the entry out of the map.
  private static <K> @Nullable Set<K> without(Set<K> keys, K key) {
    if (keys.size() == 1) {
      return keys.contains(key) ? null : keys;
    }
    keys.remove(key);
    return keys;
  }
}
