package io.naru.controller;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How the program ends.
enum ExitCode {
  OK(0, "It did what was asked, also when SIGTERM ended it."),
  FAILURE(1, "Something failed at run time."),
  USAGE(2, "The command line makes no sense."),
  ENVIRONMENT(
      3, "The surroundings do not allow it: a port is taken, a folder or memory is missing.");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /// All of them, for the help.
  static Map<String, String> meanings() {
    return Arrays.stream(values())
        .collect(
            Collectors.toMap(
                it -> String.valueOf(it.code), it -> it.meaning, (a, _) -> a, TreeMap::new));
  }

  int code() {
    return code;
  }
}
