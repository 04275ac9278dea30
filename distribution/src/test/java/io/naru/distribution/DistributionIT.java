package io.naru.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tar is the whole program: it needs a JRE and a place for temporary files, nothing else.
class DistributionIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path TAR = Path.of(System.getProperty("naru.distribution"));
  private static final Pattern SERVING = Pattern.compile("serving .* metrics on port ([0-9]+)");

  @TempDir Path folder;
  private Path home;

  @BeforeEach
  void unpack() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Process tar =
        new ProcessBuilder("tar", "xzf", TAR.toString(), "-C", folder.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    home = folder.resolve(TAR.getFileName().toString().replace(".tar.gz", ""));
  }

  @Test
  void itHoldsTheSameProgramAsTheRepository() throws IOException {
    assertThat(names(folder)).containsExactly(home.getFileName().toString());
    assertThat(names(home)).containsExactlyInAnyOrder("LICENSE", "bin", "examples", "lib");
    assertThat(names(home.resolve("lib")))
        .containsExactlyInAnyOrderElementsOf(names(ROOT.resolve("controller/target/naru/lib")));
    for (String name : List.of("bin/naru", "bin/jvm.options")) {
      assertThat(home.resolve(name)).hasSameBinaryContentAs(ROOT.resolve(name));
    }
    assertThat(home.resolve("bin/naru")).isExecutable();
  }

  @Test
  void itSaysItsVersion() throws Exception {
    try (Contained naru = Contained.start(home, "version")) {
      naru.await(Pattern.compile("^naru [0-9].*\\(java 25"));
      assertThat(naru.exitCode()).isZero();
    }
  }

  @Test
  void itServesWithoutWritingBesideItself() throws Exception {
    List<Path> before = files();
    try (Contained naru =
        Contained.start(
            home,
            "serve",
            "--manifests=HOME/examples",
            "--bind-address=127.0.0.1",
            "--healthz-host=127.0.0.1",
            "--http-port=0",
            "--https-port=0",
            "--healthz-port=0")) {
      String port = naru.await(SERVING).group(1);
      assertThat(status("http://127.0.0.1:" + port + "/readyz")).isEqualTo(200);
      naru.terminate();
      assertThat(naru.exitCode()).isZero();
    }
    assertThat(files()).isEqualTo(before);
  }

  private static int status(String url) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20)).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.sorted().toList();
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(it -> it.getFileName().toString()).toList();
    }
  }
}
