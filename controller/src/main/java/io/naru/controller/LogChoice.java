package io.naru.controller;

import java.util.Optional;

/// How the log is written: as the flag says, else as the environment says, else as it suits whoever
/// reads it.
///
/// @param environment the value of `NARU_LOG`
/// @param terminal whether somebody looks on
record LogChoice(Optional<String> environment, boolean terminal) {

  void start(FlagValues flags) throws Refusal {
    Optional<String> asked = flags.text(Flag.LOG_FORMAT).or(() -> environment);
    Logs.start(asked.isPresent() ? named(asked.get()) : fitting(), flags.number(Flag.V));
  }

  private static Logs.Format named(String name) throws Refusal {
    return switch (name) {
      case "human" -> Logs.Format.HUMAN;
      case "plain" -> Logs.Format.PLAIN;
      case "json" -> Logs.Format.JSON;
      default ->
          throw Refusal.usage(
              "%s=%s: not one of human, plain and json.".formatted(Flag.LOG_FORMAT, name));
    };
  }

  private Logs.Format fitting() {
    return terminal ? Logs.Format.HUMAN : Logs.Format.PLAIN;
  }
}
