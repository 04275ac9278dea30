package io.naru.controller;

import io.naru.controller.translate.EditDistance;
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
    if (argument.startsWith("-")) {
      int value = argument.indexOf('=');
      String name = value > 0 ? argument.substring(0, value) : argument;
      return "Unknown flag " + name + advice(name, flags(line));
    }
    String what = line.getSubcommands().isEmpty() ? "Unexpected argument " : "Unknown command ";
    return what + argument + advice(argument, line.getSubcommands().keySet().stream());
  }

  private static Stream<String> flags(CommandLine line) {
    return line.getCommandSpec().options().stream().flatMap(it -> Stream.of(it.names()));
  }

  private static String advice(String unknown, Stream<String> known) {
    return nearest(unknown, known)
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
        .map(it -> new Candidate(it, EditDistance.between(text, it)))
        .filter(it -> it.distance() <= Math.max(1, it.name().length() / 3))
        .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .map(Candidate::name);
  }
}
