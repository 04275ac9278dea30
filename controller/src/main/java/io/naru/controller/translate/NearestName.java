package io.naru.controller.translate;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Which known name a user may have meant by an unknown one. Letter case, `_` and `.` for `-` cost
/// nothing; a letter more, less or other, or two that changed places, cost one.
final class NearestName {
  private static final int LONGEST = 64;

  private NearestName() {}

  /// The name at the lowest cost, a protecting one before another at the same cost; empty where
  /// none is near.
  static <K extends Key> Optional<Near<K>> of(String unknown, K[] known) {
    if (unknown.length() > LONGEST) {
      return Optional.empty();
    }
    String text = folded(unknown);
    return Stream.of(known)
        .map(it -> new Near<>(it, EditDistance.between(text, it.text())))
        .filter(it -> it.distance() <= allowance(it.key().text()))
        .min(
            Comparator.<Near<K>>comparingInt(Near::distance)
                .thenComparing(it -> !it.key().security()));
  }

  /// A known name, and at what cost the unknown one becomes it.
  record Near<K extends Key>(K key, int distance) {

    /// Hardly anything else can be meant.
    boolean isClose() {
      return distance <= (key.text().length() < 12 ? 1 : 2);
    }
  }

  private static int allowance(String known) {
    return known.length() < 8 ? 1 : known.length() < 16 ? 2 : 3;
  }

  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT).replace('_', '-').replace('.', '-');
  }
}
