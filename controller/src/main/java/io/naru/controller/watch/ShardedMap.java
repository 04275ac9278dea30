package io.naru.controller.watch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// An immutable map from which a map with a few other entries is derived cheaply: the entries lie
/// in 256 shards, and a derived map copies the shards that changed and shares the others. One
/// change among 20,000 entries copies about 80 entries and 256 references, some microseconds.
///
/// Shards are hash maps, which stay fast where tenants choose names that collide, as keys are
/// comparable.
final class ShardedMap<K extends Comparable<K>, V> {
  private static final int SHARDS = 256;

  private final List<Map<K, V>> shards;
  private final int size;

  private ShardedMap(List<Map<K, V>> shards, int size) {
    this.shards = shards;
    this.size = size;
  }

  static <K extends Comparable<K>, V> ShardedMap<K, V> empty() {
    return new ShardedMap<K, V>(Collections.<Map<K, V>>nCopies(SHARDS, Map.of()), 0);
  }

  Optional<V> get(K key) {
    return Optional.ofNullable(shards.get(shardOf(key)).get(key));
  }

  int size() {
    return size;
  }

  /// All values, in no order that means anything.
  Stream<V> values() {
    return shards.stream().flatMap(shard -> shard.values().stream());
  }

  /// This map with the entries of `changes` put, or taken out where the value is empty.
  ShardedMap<K, V> with(Map<K, Optional<V>> changes) {
    if (changes.isEmpty()) {
      return this;
    }
    List<Map<K, V>> next = new ArrayList<>(shards);
    Map<Integer, Map<K, V>> copied = new HashMap<>();
    int grown = size;
    for (Map.Entry<K, Optional<V>> change : changes.entrySet()) {
      int index = shardOf(change.getKey());
      Map<K, V> shard = copied.computeIfAbsent(index, i -> new HashMap<>(shards.get(i)));
      int before = shard.size();
      change
          .getValue()
          .ifPresentOrElse(
              value -> shard.put(change.getKey(), value), () -> shard.remove(change.getKey()));
      grown += shard.size() - before;
    }
    copied.forEach(next::set);
    return new ShardedMap<>(Collections.unmodifiableList(next), grown);
  }

  /// The shards, so that a test can see which ones two maps share.
  List<Map<K, V>> shards() {
    return shards;
  }

  private static int shardOf(Object key) {
    int hash = key.hashCode();
    return (hash ^ (hash >>> 8) ^ (hash >>> 16)) & (SHARDS - 1);
  }
}
