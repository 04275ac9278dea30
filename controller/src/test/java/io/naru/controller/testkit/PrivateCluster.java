package io.naru.controller.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// An API server in a process of its own, which a test can kill, start again and compact. It ends
/// with the JVM, whatever happens.
public final class PrivateCluster implements TestCluster {
  private static final int PATIENCE_SECONDS = 90;

  private final Path folder;
  private final Process process;
  private final Writer orders;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private PrivateCluster(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
    Thread.ofPlatform().name("testcluster").daemon().start(this::read);
  }

  /// One that is configured by an AdmissionConfiguration; skips the test where there is none.
  public static PrivateCluster admittingBy(Path configuration) {
    return start(program(), "--admission-config", configuration.toString());
  }

  /// Skips the test where there is none.
  static PrivateCluster any() {
    return start(program());
  }

  private static Path program() {
    Optional<Path> program = LocalProgram.find();
    Assumptions.assumeTrue(
        program.isPresent(),
        "only the API server of `make testcluster` can be killed or configured");
    return program.orElseThrow();
  }

  static PrivateCluster start(Path program, String... more) {
    try {
      Path folder = Files.createTempDirectory("naru-testcluster-");
      PrivateCluster cluster =
          new PrivateCluster(
              folder,
              new ProcessBuilder(
                      Stream.concat(
                              Stream.of(program.toString(), "--dir", folder.toString()),
                              Stream.of(more))
                          .toList())
                  .redirectError(ProcessBuilder.Redirect.DISCARD)
                  .start());
      cluster.expect("ready");
      return cluster;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Path kubeconfig() {
    return folder.resolve("kubeconfig");
  }

  @Override
  public String description() {
    return "the local API server in " + folder;
  }

  /// SIGKILL to the API server; its data stay.
  public void kill() {
    order("kill", "killed");
  }

  /// Starts the API server again, at the same port; when this returns it is ready.
  public void start() {
    order("start", "ready");
  }

  /// Forgets history: older watches get 410 Gone.
  public void compact() {
    order("compact", "compacted");
  }

  private void order(String order, String answer) {
    try {
      orders.write(order + "\n");
      orders.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    expect(answer);
  }

  private void expect(String answer) {
    try {
      String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (line == null || !line.startsWith(answer)) {
        process.destroy();
        throw new IllegalStateException(
            "the API server said "
                + line
                + " instead of "
                + answer
                + "; its logs are in "
                + folder);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void read() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      reader.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException _) {
      lines.add("the end of its output");
    }
  }

  /// Ends the process and removes its folder.
  @Override
  public void close() {
    try {
      orders.close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      remove();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void remove() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
