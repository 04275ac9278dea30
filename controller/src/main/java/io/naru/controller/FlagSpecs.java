package io.naru.controller;

import java.util.Arrays;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The flags as the parser of command lines knows them. All values are text here; what a text means
/// is read later, so that every refusal sounds the same.
final class FlagSpecs {
  private static final int WIDTH = 100;

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
        .fallbackValue("true")
        .paramLabel(flag.kind().label())
        .description(flag.description() + otherwise(flag))
        .build();
  }

  private static String otherwise(Flag flag) {
    boolean told = flag.kind() == Flag.Kind.SWITCH || flag.otherwise().isEmpty();
    return told ? "" : " Default: " + flag.otherwise();
  }

  private static OptionSpec hidden(String name) {
    return OptionSpec.builder(name)
        .type(String.class)
        .arity("0..1")
        .fallbackValue("true")
        .hidden(true)
        .build();
  }
}
