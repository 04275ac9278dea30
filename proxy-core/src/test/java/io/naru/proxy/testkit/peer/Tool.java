package io.naru.proxy.testkit.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A program that tests run where it is there: named by the system property of its name, on the
 * PATH, or in the folder where {@code go install} was told to put it.
 */
public final class Tool {
  private static final int PATIENCE_SECONDS = 180;

  private final String name;
  private final Optional<Path> file;

  private Tool(String name, String cached) {
    this.name = name;
    Stream<Path> told = Stream.ofNullable(System.getProperty(name)).map(Path::of);
    Stream<Path> onPath =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
            .filter(folder -> !folder.isEmpty())
            .map(folder -> Path.of(folder, name));
    Path kept = Path.of(System.getProperty("user.home"), ".cache/naru-tools", cached);
    this.file =
        Stream.of(told, onPath, Stream.of(kept))
            .flatMap(paths -> paths)
            .filter(Files::isRegularFile)
            .filter(Files::isExecutable)
            .findFirst();
  }

  public static Tool named(String name) {
    return new Tool(name, "bin/" + name);
  }

  /** The conformance suite of HTTP/2: {@code github.com/summerwind/h2spec/cmd/h2spec}. */
  public static Tool h2spec() {
    return named("h2spec");
  }

  /** grpc-go's interop client: {@code google.golang.org/grpc/interop/client}. */
  public static Tool grpcInteropClient() {
    return new Tool("grpc-interop-client", "grpc/client");
  }

  public boolean isThere() {
    return file.isPresent();
  }

  /** The line that a skipped test says. */
  public String whenMissing() {
    return "no " + name + ": put it on the PATH, or give -D" + name + "=FILE";
  }

  /** How a run ended, and what it wrote to both of its outputs. */
  public record Run(int status, String output) {}

  /** Runs it to its end. */
  public Run run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(file.orElseThrow().toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String output =
          CompletableFuture.supplyAsync(() -> text(process))
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return new Run(process.waitFor(), output);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(name + " did not end", e);
    } finally {
      process.destroy();
    }
  }

  private static String text(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
