package io.naru.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.controller.chart.Chart;
import io.naru.controller.chart.Rendered;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// The command lines of the chart are ones that the program takes.
class ChartFlagsTest {

  @TestFactory
  Stream<DynamicTest> everyCaseGivesFlagsThatTheProgramTakes() {
    return Chart.cases().stream()
        .map(it -> DynamicTest.dynamicTest(it.getFileName().toString(), () -> assertTaken(it)));
  }

  private static void assertTaken(Path folder) {
    List<String> args = Rendered.of(Chart.rendered(folder)).args();
    assertThat(args).first().isEqualTo("serve");
    CommandSpec spec = CommandSpec.create();
    FlagSpecs.addTo(spec);
    ParseResult given =
        new CommandLine(spec).parseArgs(args.stream().skip(1).toArray(String[]::new));
    assertThat(given.matchedOptions()).isNotEmpty();
  }
}
