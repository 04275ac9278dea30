package io.naru.controller.watch.folder;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Looks that would lose something and are not believed yet: a file that seems gone, broken or
/// short of objects may be one that is being written just now. Such a look is believed once the
/// next shows the same, or when ten looks in a row showed a loss.
///
/// Thread rule: one thread.
final class Doubts {
  private static final int PATIENCE = 10;

  private final Map<String, Doubt> doubts = new HashMap<>();

  /// Whether a look that would lose something is to be believed; if not it is remembered.
  boolean believes(String file, Sight sight) {
    Doubt before = doubts.getOrDefault(file, new Doubt("", 0));
    if (before.digest.equals(sight.digest()) || before.looks + 1 >= PATIENCE) {
      doubts.remove(file);
      return true;
    }
    doubts.put(file, new Doubt(sight.digest(), before.looks + 1));
    return false;
  }

  /// A look at the file lost nothing.
  void dispel(String file) {
    doubts.remove(file);
  }

  /// The files to look at again.
  Set<String> files() {
    return Set.copyOf(doubts.keySet());
  }

  private record Doubt(String digest, int looks) {}
}
