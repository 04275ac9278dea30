package io.naru.controller.watch.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.naru.controller.object.ObjectKey;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// How much of what others store may be held: where it is too much together the largest goes first,
/// so that nobody's large objects push out those of ordinary size, in whatever order they come.
///
/// Thread rule: one thread at a time.
final class Allowance {
  /// A key, a name and what is around them.
  private static final int EACH = 200;

  private final long most;
  private final Map<ObjectKey, Long> sizes = new HashMap<>();
  private final TreeSet<ObjectKey> bySize =
      new TreeSet<>(
          Comparator.comparing((ObjectKey it) -> sizes.getOrDefault(it, 0L))
              .thenComparing(Comparator.naturalOrder()));
  private long held;

  /// @param most bytes
  Allowance(long most) {
    this.most = most;
  }

  long most() {
    return most;
  }

  /// An object that is held.
  ///
  /// @param size in bytes
  record Held(ObjectKey key, long size) {}

  /// Holds an object, in place of the one of its key.
  ///
  /// @return the largest of all if it has to go, itself perhaps; it is no longer held then
  Optional<Held> take(ObjectKey key, long size) {
    release(key);
    sizes.put(key, size);
    bySize.add(key);
    held += size;
    if (held <= most) {
      return Optional.empty();
    }
    ObjectKey last = bySize.getLast();
    Held largest = new Held(last, sizes.getOrDefault(last, 0L));
    release(last);
    return Optional.of(largest);
  }

  void release(ObjectKey key) {
    bySize.remove(key);
    held -= Optional.ofNullable(sizes.remove(key)).orElse(0L);
  }

  /// Whether so much more may be held.
  boolean fits(long size) {
    return held + size <= most;
  }

  /// About how many bytes it takes: the texts of Secrets are Base64, one byte a character.
  static long size(HasMetadata object) {
    Map<String, String> data =
        switch (object) {
          case Secret it -> Optional.ofNullable(it.getData()).orElse(Map.of());
          case ConfigMap it -> Optional.ofNullable(it.getData()).orElse(Map.of());
          default -> Map.of();
        };
    return data.entrySet().stream()
        .mapToLong(it -> EACH + it.getKey().length() + it.getValue().length())
        .sum();
  }
}
