package io.naru.controller.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Whole releases: `chart/CASE/values.yaml` becomes `chart/CASE/out.yaml`. With `-Dgolden=write`
/// the outcomes are rewritten, to be read in the diff.
class ChartGoldenTest {

  @TestFactory
  Stream<DynamicTest> everyCaseRendersToItsObjects() {
    return Chart.cases().stream()
        .map(it -> DynamicTest.dynamicTest(it.getFileName().toString(), () -> compare(it)));
  }

  private static void compare(Path folder) throws IOException {
    String rendered = Chart.rendered(folder);
    Path out = folder.resolve("out.yaml");
    if (Chart.WRITE) {
      Files.writeString(out, rendered);
    }
    assertThat(rendered).isEqualTo(Files.readString(out));
  }
}
