package io.naru.controller.chart;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The chart of this repository, and the cases that it is rendered for.
public final class Chart {
  /// The chart.
  public static final Path FOLDER = Path.of("..", "charts", "naru").toAbsolutePath().normalize();

  /// Whether tests rewrite what they compare with: `-Dgolden=write`.
  static final boolean WRITE = "write".equals(System.getProperty("golden"));

  static final String RELEASE = "naru";
  static final String NAMESPACE = "ingress";
  private static final Path CASES = Path.of("src/test/resources/chart").toAbsolutePath();
  private static final String KUBERNETES = "1.35.0";

  private Chart() {}

  /// Folders with `values.yaml`, and `out.yaml` that it becomes.
  public static List<Path> cases() {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The folder of one case.
  public static Path folder(String name) {
    return CASES.resolve(name);
  }

  /// What a release with the values of this case consists of.
  public static String rendered(Path folder) {
    return template(RELEASE, NAMESPACE).withValuesFile(folder.resolve("values.yaml")).call();
  }

  /// What a release with these values consists of, by their paths.
  ///
  /// @throws IllegalStateException if helm refuses; with its sentence
  public static String rendered(Map<String, String> values) {
    TemplateCommand command = template(RELEASE, NAMESPACE);
    values.forEach(command::set);
    return command.call();
  }

  static Helm helm() {
    return new Helm(FOLDER);
  }

  /// To be completed with values.
  static TemplateCommand template(String release, String namespace) {
    return helm().template().withName(release).withNamespace(namespace).withKubeVersion(KUBERNETES);
  }
}
