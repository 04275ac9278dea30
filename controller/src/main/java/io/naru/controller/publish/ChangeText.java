package io.naru.controller.publish;

import io.naru.controller.watch.Change;
import io.naru.controller.watch.ChangeSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Changes in a few words, for the line in the log.
final class ChangeText {
  private static final int NAMED = 3;

  private ChangeText() {}

  /// Up to three changes by name, more of them counted by kind.
  static String of(ChangeSet changes) {
    List<Change> all = changes.changes();
    if (all.isEmpty()) {
      return "nothing to read";
    }
    if (all.size() <= NAMED) {
      return all.stream().map(ChangeText::of).collect(Collectors.joining(", "));
    }
    return all.stream()
        .collect(
            Collectors.groupingBy(
                change -> change.key().kind().toString(), TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(kind -> kind.getValue() + " " + kind.getKey())
        .collect(Collectors.joining(", "));
  }

  private static String of(Change change) {
    return change.key() + " " + change.how().name().toLowerCase(Locale.ROOT);
  }

  static String ofNames(Set<String> names) {
    return "addresses of " + names.stream().sorted().limit(NAMED).collect(Collectors.joining(", "));
  }
}
