package io.naru.controller;

import io.naru.controller.testkit.TestNamespace;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// The program as a process of its own, started as users do.
///
/// Thread rule: one thread uses it; another reads the output.
final class Naru implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;
  private static final Path SCRIPT = Path.of("..", "bin", "naru").toAbsolutePath().normalize();

  private final Process process;
  private final List<String> lines = new ArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);

  private Naru(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::read);
  }

  static Naru start(String... args) throws IOException {
    return start(new ProcessBuilder(), args);
  }

  /// As a pod of a namespace, on its class; see [OnClass].
  static Naru inCluster(TestNamespace namespace, String pod, Map<Flag, String> flags)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder();
    builder.environment().put("POD_NAME", pod);
    builder.environment().put("POD_NAMESPACE", namespace.name());
    Map<Flag, String> all = new EnumMap<>(OnClass.flags(namespace));
    all.putAll(flags);
    List<String> args = new ArrayList<>(List.of("serve", "--log-format=plain"));
    all.forEach((flag, value) -> args.add(flag + "=" + value));
    return start(builder, args.toArray(String[]::new));
  }

  /// With an environment or folder of its own.
  static Naru start(ProcessBuilder builder, String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
    command.addAll(List.of(args));
    return new Naru(builder.command(command).redirectErrorStream(true).start());
  }

  /// As a process that may have so many file descriptors.
  static Naru withDescriptors(int most, String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("sh", "-c", "ulimit -n " + most + "; exec \"$@\"", "sh", SCRIPT.toString()));
    command.addAll(List.of(args));
    return new Naru(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  private void read() {
    try (BufferedReader reader = process.inputReader()) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        add(line);
      }
    } catch (IOException e) {
      add("the output broke off: " + e);
    } finally {
      ended.countDown();
      synchronized (lines) {
        lines.notifyAll();
      }
    }
  }

  private void add(String line) {
    synchronized (lines) {
      lines.add(line);
      lines.notifyAll();
    }
  }

  /// The first line that fits, once it is written.
  ///
  /// @param from how many lines are passed over
  String await(int from, Predicate<String> wanted) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    synchronized (lines) {
      int next = from;
      while (true) {
        for (; next < lines.size(); next++) {
          if (wanted.test(lines.get(next))) {
            return lines.get(next);
          }
        }
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0 || ended.getCount() == 0) {
          throw new AssertionError("not written: " + lines);
        }
        lines.wait(left);
      }
    }
  }

  List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  /// SIGTERM, by the handle: the process itself would close its output along the way.
  void terminate() {
    process.toHandle().destroy();
  }

  /// SIGKILL.
  void kill() {
    process.destroyForcibly();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)
        || !ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running: " + lines());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
