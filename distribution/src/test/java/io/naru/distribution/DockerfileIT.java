package io.naru.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// No container engine is at hand where this is built: what the Dockerfile names must be there.
class DockerfileIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private final Map<String, String> instructions = instructions();

  private static Map<String, String> instructions() {
    try {
      return Files.readAllLines(ROOT.resolve("Dockerfile")).stream()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(" ", 2))
          .collect(Collectors.toMap(words -> words[0], words -> words[1]));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void itAddsTheTarOfThisVersion() {
    String version = instructions.get("ARG").replaceFirst("VERSION=", "");
    Path added =
        ROOT.resolve(instructions.get("ADD").replace(" /opt/", "").replace("${VERSION}", version));
    assertThat(added).isRegularFile().isEqualTo(Path.of(System.getProperty("naru.distribution")));
  }

  @Test
  void itRunsTheScriptAsNobodyOfNote() {
    assertThat(instructions)
        .containsEntry("ENV", "PATH=/opt/naru-${VERSION}/bin:${PATH}")
        .containsEntry("ENTRYPOINT", "[\"naru\"]")
        .containsEntry("USER", "65532:65532");
  }

  @Test
  void itsContextIsTheTarAlone() throws IOException {
    assertThat(Files.readAllLines(ROOT.resolve(".dockerignore")))
        .isEqualTo(List.of("*", "!distribution/target/naru-*.tar.gz"));
  }
}
