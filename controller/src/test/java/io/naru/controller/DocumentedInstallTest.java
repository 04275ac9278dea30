package io.naru.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.controller.chart.Chart;
import io.naru.controller.chart.HelmCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What the documents say about installing is what the chart does.
class DocumentedInstallTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern HELM = Pattern.compile("(?m)^ {4}(helm .*)$");
  private static final Pattern OBJECT =
      Pattern.compile("kubectl -n ingress .*?((?:deployment|daemonset|service)/\\S+)");
  private static final Pattern VALUE =
      Pattern.compile("`((?:controller|rbac|serviceAccount)\\.[A-Za-z.]+)");

  @TestFactory
  Stream<DynamicTest> everyHelmCommandInstalls() throws IOException {
    return commands()
        .map(it -> DynamicTest.dynamicTest(it, () -> assertInstalls(HelmCommand.parse(it))));
  }

  @TestFactory
  Stream<DynamicTest> everyUpgradeFitsEveryInstallation() throws IOException {
    return commands()
        .filter(it -> it.contains("upgrade"))
        .map(it -> DynamicTest.dynamicTest(it, () -> assertUpgrades(HelmCommand.parse(it))));
  }

  private static void assertUpgrades(HelmCommand upgrade) throws IOException, Refusal {
    List<HelmCommand> all = commands().map(HelmCommand::parse).toList();
    for (HelmCommand install : all.stream().filter(it -> !it.upgrade()).toList()) {
      assertInstalls(upgrade.after(install));
    }
  }

  private static void assertInstalls(HelmCommand command) throws Refusal {
    assertThat(ChartCommandLine.of(command.rendered()).cluster()).isNotNull();
  }

  private static Stream<String> commands() throws IOException {
    return documents().stream()
        .flatMap(it -> HELM.matcher(it).results().map(MatchResult::group))
        .map(String::strip);
  }

  @Test
  void kubectlNamesWhatTheLastHelmCommandInstalled() throws IOException {
    for (String document : documents()) {
      List<String> commands = new ArrayList<>();
      for (String line : document.lines().filter(it -> it.startsWith("    ")).toList()) {
        if (line.strip().startsWith("helm ")) {
          commands.add(line);
        }
        OBJECT
            .matcher(line)
            .results()
            .forEach(it ->
                assertThat(HelmCommand.parse(commands.getLast()).rendered().names())
                    .as(line)
                    .contains(it.group(1)));
      }
    }
  }

  @Test
  void everyValueThatIsNamedExists() throws IOException {
    String schema = Files.readString(Chart.FOLDER.resolve("values.schema.json"));
    for (String document : documents()) {
      VALUE
          .matcher(document)
          .results()
          .flatMap(it -> Stream.of(it.group(1).split("\\.", -1)))
          .forEach(name -> assertThat(schema).contains("\"%s\": {".formatted(name)));
    }
  }

  @Test
  void everyExampleIsInADocument() throws IOException {
    String all = String.join("\n", documents());
    try (Stream<Path> examples = Files.list(Chart.FOLDER.resolve("examples"))) {
      examples.forEach(it -> assertThat(all).contains("charts/naru/examples/" + it.getFileName()));
    }
  }

  private static List<String> documents() throws IOException {
    List<String> found = new ArrayList<>();
    found.add(Files.readString(ROOT.resolve("README.md")));
    found.add(Files.readString(Chart.FOLDER.resolve("README.md")));
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      for (Path file : docs.filter(it -> it.toString().endsWith(".md")).sorted().toList()) {
        found.add(Files.readString(file));
      }
    }
    return found;
  }
}
