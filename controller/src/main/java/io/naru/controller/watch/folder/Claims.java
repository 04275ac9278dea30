package io.naru.controller.watch.folder;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.problem.Problem;
import io.naru.controller.watch.ClusterState;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which place of which file has each object. Where several do, the first by name of the file and
/// then by position counts, and the others are a problem.
///
/// Thread rule: one thread.
final class Claims {
  private static final int NAMED = 3;

  private final Map<ObjectKey, List<Claim>> claims = new HashMap<>();
  private final SortedSet<ObjectKey> contested = new TreeSet<>();

  /// Replaces what a file has, none for a file that is gone.
  ///
  /// @return the keys whose winner may be another now
  Set<ObjectKey> replace(String file, List<HasMetadata> before, List<HasMetadata> after) {
    Set<ObjectKey> touched = new HashSet<>();
    for (HasMetadata object : before) {
      ObjectKey key = ClusterState.keyOf(object);
      if (touched.add(key)) {
        put(key, others(key, file).toList());
      }
    }
    for (int position = 0; position < after.size(); position++) {
      HasMetadata object = after.get(position);
      ObjectKey key = ClusterState.keyOf(object);
      touched.add(key);
      Claim claim = new Claim(file, position, object);
      put(key, Stream.concat(current(key).stream(), Stream.of(claim)).sorted(Claim.FIRST).toList());
    }
    return touched;
  }

  /// The object that counts.
  Optional<HasMetadata> winner(ObjectKey key) {
    return current(key).stream().findFirst().map(Claim::object);
  }

  /// A problem for each object that stands more than once, files in doubt left out: an object that
  /// is on its way to another file stands in both for a moment.
  Stream<Problem> conflicts(Set<String> doubted) {
    return contested.stream()
        .flatMap(key -> {
          List<Claim> sure =
              current(key).stream().filter(it -> !doubted.contains(it.file)).toList();
          return sure.size() < 2 ? Stream.empty() : Stream.of(conflict(key, sure));
        });
  }

  private List<Claim> current(ObjectKey key) {
    return claims.getOrDefault(key, List.of());
  }

  private Stream<Claim> others(ObjectKey key, String file) {
    return current(key).stream().filter(claim -> !claim.file.equals(file));
  }

  private void put(ObjectKey key, List<Claim> all) {
    if (all.isEmpty()) {
      claims.remove(key);
    } else {
      claims.put(key, all);
    }
    if (all.size() > 1) {
      contested.add(key);
    } else {
      contested.remove(key);
    }
  }

  private static Problem conflict(ObjectKey key, List<Claim> all) {
    String first = all.getFirst().file;
    String again =
        all.stream().skip(1).limit(NAMED).map(Claim::file).collect(Collectors.joining(", "));
    return Problem.warning(
        key,
        "",
        "stands %d times: in %s, and again in %s".formatted(all.size(), first, again),
        "the first one in " + first + " counts");
  }

  private record Claim(String file, int position, HasMetadata object) {
    static final Comparator<Claim> FIRST =
        Comparator.comparing(Claim::file).thenComparingInt(Claim::position);
  }
}
