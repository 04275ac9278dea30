package io.naru.controller;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;

/// What is said of an argument that no command knows.
final class UnknownArgument {
  private static final int LONGEST = 64;

  private UnknownArgument() {}

  /// One sentence, with the nearest known name where one is near.
  ///
  /// @param unmatched what was not understood, at least one
  static String sentence(List<String> unmatched, CommandLine line) {
    String argument = unmatched.getFirst();
    boolean flag = argument.startsWith("-");
    int value = argument.indexOf('=');
    String name = flag && value > 0 ? argument.substring(0, value) : argument;
    List<String> known = new ArrayList<>();
    if (flag) {
      line.getCommandSpec().options().forEach(it -> known.addAll(List.of(it.names())));
    } else {
      known.addAll(line.getSubcommands().keySet());
    }
    String what =
        flag
            ? "Unknown flag "
            : line.getSubcommands().isEmpty() ? "Unexpected argument " : "Unknown command ";
    return what
        + name
        + nearest(name, known.stream())
            .map(it -> "; did you mean " + it + "?")
            .orElse("; --help shows what there is.");
  }

  private static Optional<String> nearest(String unknown, Stream<String> known) {
    if (unknown.length() > LONGEST) {
      return Optional.empty();
    }
    String text = unknown.toLowerCase(Locale.ROOT).replace('_', '-');
    record Candidate(String name, int distance) {}
    return known
        .map(it -> new Candidate(it, distance(text, it)))
        .filter(it -> it.distance() <= Math.max(1, it.name().length() / 3))
        .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .map(Candidate::name);
  }

  /// How many letters have to be put in, taken out or changed (Levenshtein).
  private static int distance(String a, String b) {
    int[] before = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] now = new int[b.length() + 1];
      now[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(change, Math.min(before[j], now[j - 1]) + 1);
      }
      before = now;
    }
    return before[b.length()];
  }
}
