package io.naru.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.controller.chart.Rendered;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// The command line of a release's pods, taken as the program takes it.
///
/// @param namespace of the release
record ChartCommandLine(List<String> args, String namespace) {

  static ChartCommandLine of(Rendered rendered) {
    return new ChartCommandLine(rendered.args(), rendered.namespace());
  }

  /// What it asks the program to do.
  ///
  /// @throws Refusal if the program refuses it
  Settings settings() throws Refusal {
    assertThat(args).first().isEqualTo("serve");
    CommandSpec spec = CommandSpec.create();
    FlagSpecs.addTo(spec);
    GivenFlags given =
        GivenFlags.of(
            new CommandLine(spec).parseArgs(args.stream().skip(1).toArray(String[]::new)));
    assertThat(given.withoutEffect()).isEmpty();
    return new SettingsReader(
            given.values(), Map.of("POD_NAMESPACE", namespace, "POD_NAME", "naru-0"))
        .settings();
  }

  Settings.Cluster cluster() throws Refusal {
    return switch (settings().source()) {
      case Settings.Cluster cluster -> cluster;
      case Settings.Folder folder -> throw new AssertionError("serves " + folder);
    };
  }
}
