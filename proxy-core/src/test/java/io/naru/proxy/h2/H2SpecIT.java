package io.naru.proxy.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The conformance suite h2spec 2.2.1, by prior knowledge on a plain port. */
@ExtendWith(Leaks.class)
class H2SpecIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @Test
  void passesEveryTest() throws Exception {
    assertThat(run()).contains("145 tests, 145 passed, 0 skipped, 0 failed");
  }

  @Test
  void passesEveryTestOfTheStrictMode() throws Exception {
    assertThat(run("--strict")).contains("146 tests, 146 passed, 0 skipped, 0 failed");
  }

  private static String run(String... options) throws Exception {
    Optional<Path> tool = tool();
    assumeTrue(
        tool.isPresent(),
        "no h2spec: go install github.com/summerwind/h2spec/cmd/h2spec@latest, then put it on the"
            + " PATH or give -Dh2spec=FILE");
    try (TestServer server = TestServer.of(new EchoAcceptor())) {
      List<String> command = new ArrayList<>();
      command.add(tool.orElseThrow().toString());
      command.addAll(List.of("-h", "127.0.0.1", "-p", Integer.toString(server.port()), "-o", "3"));
      command.addAll(List.of(options));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> text(process));
      try {
        return output.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      } finally {
        process.destroy();
      }
    }
  }

  private static String text(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static Optional<Path> tool() {
    Stream<Path> onPath =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
            .filter(folder -> !folder.isEmpty())
            .map(folder -> Path.of(folder, "h2spec"));
    Path cached = Path.of(System.getProperty("user.home"), ".cache/naru-tools/bin/h2spec");
    return Stream.of(
            Stream.ofNullable(System.getProperty("h2spec")).map(Path::of),
            onPath,
            Stream.of(cached))
        .flatMap(paths -> paths)
        .filter(Files::isExecutable)
        .findFirst();
  }
}
