package io.naru.controller.compile;

import io.naru.controller.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What was compiled last, by key. A value that is compiled again and comes out equal stays the
/// same object, and so does the table while none of its values changes.
///
/// Thread rule: one thread at a time.
final class Memo<K, V> {
  private final Map<K, V> values = new HashMap<>();
  private final Map<K, List<Problem>> problems = new HashMap<>();
  private final Readers<K> readers = new Readers<>();
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
    return readers.of(changes);
  }

  void put(K key, Made<V> made) {
    if (!get(key).filter(made.value()::equals).isPresent()) {
      values.put(key, made.value());
      table = Optional.empty();
    }
    tell(key, made.problems());
    readers.read(key, made.sources());
  }

  void remove(K key) {
    if (values.remove(key) != null) {
      table = Optional.empty();
    }
    tell(key, List.of());
    readers.read(key, Set.of());
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
}
