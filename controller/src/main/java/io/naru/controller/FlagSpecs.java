package io.naru.controller;

import java.util.Arrays;
import java.util.Map;
import java.util.Stack;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The flags as the parser of command lines knows them. All values are text here; what a text means
/// is read later, so that every refusal sounds the same.
final class FlagSpecs {
  private static final int WIDTH = 100;

  /// The value of a flag that may stand without one.
  private static final String SET = "true";

  private FlagSpecs() {}

  static void addTo(CommandSpec spec) {
    spec.usageMessage().width(WIDTH).sortOptions(false);
    for (Flag.Group group : Flag.Group.values()) {
      spec.addArgGroup(group(group));
    }
    ForeignFlags.WITHOUT_EFFECT.forEach(name -> spec.addOption(hidden(name)));
    ForeignFlags.notBuilt().forEach(name -> spec.addOption(hidden(name)));
  }

  private static ArgGroupSpec group(Flag.Group group) {
    ArgGroupSpec.Builder builder =
        ArgGroupSpec.builder().validate(false).heading("%n" + group.heading() + ":%n");
    Arrays.stream(Flag.values())
        .filter(flag -> flag.group() == group)
        .forEach(flag -> builder.addArg(option(flag)));
    return builder.build();
  }

  private static OptionSpec option(Flag flag) {
    OptionSpec.Builder builder =
        flag == Flag.V ? OptionSpec.builder("--v", "-v") : OptionSpec.builder(flag.toString());
    return builder
        .type(String.class)
        .arity(flag.kind() == Flag.Kind.SWITCH ? "0..1" : "1")
        .fallbackValue(SET)
        .preprocessor(FlagSpecs::bare)
        .paramLabel(flag.kind().label())
        .description(flag.description() + otherwise(flag))
        .build();
  }

  /// A flag that may stand without a value takes none that looks like a flag, known or not.
  private static boolean bare(
      Stack<String> arguments, CommandSpec command, ArgSpec flag, Map<String, Object> info) {
    boolean attached = "=".equals(info.get("separator"));
    if (!attached
        && flag.arity().min() == 0
        && !arguments.isEmpty()
        && arguments.peek().startsWith("-")) {
      arguments.push(SET);
    }
    return false;
  }

  private static String otherwise(Flag flag) {
    boolean told = flag.kind() == Flag.Kind.SWITCH || flag.otherwise().isEmpty();
    return told ? "" : " Default: " + flag.otherwise();
  }

  /// Also known by its name with hyphens.
  private static OptionSpec hidden(String name) {
    return OptionSpec.builder(
            Stream.of(name, name.replace('_', '-')).distinct().toArray(String[]::new))
        .type(String.class)
        .arity("0..1")
        .fallbackValue(SET)
        .preprocessor(FlagSpecs::bare)
        .hidden(true)
        .build();
  }
}
