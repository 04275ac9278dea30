package io.naru.controller;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/// The flags of one command line.
///
/// @param withoutEffect those that are accepted and change nothing
record GivenFlags(FlagValues values, List<String> withoutEffect) {

  /// Sorts them.
  ///
  /// @throws Refusal if one asks for something that is not built
  static GivenFlags of(ParseResult asked) throws Refusal {
    for (String name : ForeignFlags.notBuilt()) {
      Optional<String> refusal =
          value(asked, name).flatMap(value -> ForeignFlags.refusal(name, value));
      if (refusal.isPresent()) {
        throw Refusal.usage(refusal.get());
      }
    }
    List<String> idle = new ArrayList<>(ForeignFlags.WITHOUT_EFFECT);
    idle.removeIf(name -> value(asked, name).isEmpty());
    return new GivenFlags(values(asked), idle);
  }

  private static FlagValues values(ParseResult asked) {
    Map<Flag, String> given = new EnumMap<>(Flag.class);
    for (Flag flag : Flag.values()) {
      value(asked, flag.toString()).ifPresent(text -> given.put(flag, text));
    }
    return new FlagValues(given);
  }

  private static Optional<String> value(ParseResult asked, String name) {
    return asked.hasMatchedOption(name)
        ? Optional.of(asked.matchedOptionValue(name, ""))
        : Optional.empty();
  }
}
