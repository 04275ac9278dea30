package io.naru.controller.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Whole compiles: `golden/CASE/in.yaml` becomes `golden/CASE/out.txt`. With `-Dgolden=write` the
/// outcomes are rewritten, to be read in the diff.
class GoldenTest {
  private static final Path CASES = Path.of("src/test/resources/golden");
  private static final boolean WRITE = "write".equals(System.getProperty("golden"));

  /// Objects under these names play the parts that flags give to objects.
  private static final CompileOptions OPTIONS =
      CompileOptions.DEFAULT
          .withClasses(new ClassRules("k8s.io/ingress-nginx", "nginx", false, false, true))
          .withReferences(
              new CompileOptions.References(
                  Optional.of(new ObjectKey(Kind.CONFIG_MAP, "default", "settings")),
                  Optional.empty(),
                  Optional.empty()));

  @TestFactory
  Stream<DynamicTest> everyCaseCompilesToItsTable() throws IOException {
    List<Path> cases;
    try (Stream<Path> folders = Files.list(CASES)) {
      cases = folders.sorted().toList();
    }
    return cases.stream()
        .map(it -> DynamicTest.dynamicTest(it.getFileName().toString(), () -> compare(it)));
  }

  private static void compare(Path folder) {
    String table =
        TableText.of(
            new TestCluster(OPTIONS)
                .apply(TestCluster.BASICS)
                .apply(read(folder, "in.yaml"))
                .compile());
    if (WRITE) {
      write(folder.resolve("out.txt"), table);
    }
    assertThat(table).isEqualTo(read(folder, "out.txt"));
  }

  private static String read(Path folder, String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
