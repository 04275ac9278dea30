package io.naru.controller.compile;

import io.naru.controller.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What was compiled last, by key. A value that is compiled again and comes out equal stays the
/// same object, and so does the table while none of its values changes.
///
/// Thread rule: one thread at a time.
final class Memo<K, V> {
  private final Map<K, V> values = new HashMap<>();
  private final Map<K, List<Problem>> problems = new HashMap<>();
  private final Map<K, Set<Source>> sources = new HashMap<>();
  private final Map<Source, Set<K>> readers = new HashMap<>();
  private Optional<Map<K, V>> table = Optional.empty();
  private Optional<List<Problem>> allProblems = Optional.empty();

  Optional<V> get(K key) {
    return Optional.ofNullable(values.get(key));
  }

  Set<K> keys() {
    return values.keySet();
  }

  /// The keys whose values were compiled from something that changed.
  Set<K> readersOf(Changes changes) {
    Set<K> keys = new HashSet<>();
    changes.sources().forEach(it -> keys.addAll(readers.getOrDefault(it, Set.of())));
    return keys;
  }

  void put(K key, Made<V> made) {
    if (!get(key).filter(made.value()::equals).isPresent()) {
      values.put(key, made.value());
      table = Optional.empty();
    }
    tell(key, made.problems());
    read(key, made.sources());
  }

  void remove(K key) {
    if (values.remove(key) != null) {
      table = Optional.empty();
    }
    tell(key, List.of());
    read(key, Set.of());
  }

  /// All values, immutable.
  Map<K, V> table() {
    Map<K, V> now = table.orElseGet(() -> Map.copyOf(values));
    table = Optional.of(now);
    return now;
  }

  /// The problems of all values, in order, immutable.
  List<Problem> problems() {
    List<Problem> now = allProblems.orElseGet(this::collected);
    allProblems = Optional.of(now);
    return now;
  }

  private List<Problem> collected() {
    List<Problem> all = new ArrayList<>();
    problems.values().forEach(all::addAll);
    return all.stream().sorted().distinct().toList();
  }

  private void tell(K key, List<Problem> now) {
    if (!problems.getOrDefault(key, List.of()).equals(now)) {
      if (now.isEmpty()) {
        problems.remove(key);
      } else {
        problems.put(key, now);
      }
      allProblems = Optional.empty();
    }
  }

  private void read(K key, Set<Source> now) {
    Set<Source> before = now.isEmpty() ? sources.remove(key) : sources.put(key, now);
    if (before == null) {
      before = Set.of();
    }
    for (Source source : before) {
      if (!now.contains(source)) {
        readers.computeIfPresent(source, (_, keys) -> without(keys, key));
      }
    }
    now.forEach(source -> readers.computeIfAbsent(source, _ -> new HashSet<>()).add(key));
  }

  /// Null takes the entry out of the map.
  private static <K> @Nullable Set<K> without(Set<K> keys, K key) {
    keys.remove(key);
    return keys.isEmpty() ? null : keys;
  }
}
