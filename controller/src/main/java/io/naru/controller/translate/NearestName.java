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
  static Optional<Annotation> of(String unknown) {
    if (unknown.length() > LONGEST) {
      return Optional.empty();
    }
    String text = folded(unknown);
    return Stream.of(Annotation.values())
        .map(it -> new Candidate(it, distance(text, it.text())))
        .filter(it -> it.distance() <= allowance(it.annotation().text()))
        .min(
            Comparator.comparingInt(Candidate::distance)
                .thenComparing(it -> !it.annotation().security()))
        .map(Candidate::annotation);
  }

  private record Candidate(Annotation annotation, int distance) {}

  private static int allowance(String known) {
    return known.length() < 8 ? 1 : known.length() < 16 ? 2 : 3;
  }

  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT).replace('_', '-').replace('.', '-');
  }

  /// The restricted Damerau-Levenshtein distance.
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cost(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cost(int[][] cost, String a, String b, int i, int j) {
    int other = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best = Math.min(cost[i - 1][j - 1] + other, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
