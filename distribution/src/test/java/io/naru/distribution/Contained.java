package io.naru.distribution;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The unpacked program as a container would run it: where that can be had, nothing but `/tmp` is
/// writable, its user is 65532, and it has no capability. Otherwise as the user who runs the tests.
///
/// Thread rule: one thread uses it; another reads the output.
final class Contained implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  /// What a JRE of Temurin has, of which Naru gets no more than it needs to.
  private static final String JRE_MODULES =
      "java.se,jdk.crypto.ec,jdk.httpserver,jdk.jfr,jdk.management,jdk.management.agent,"
          + "jdk.naming.dns,jdk.net,jdk.unsupported,jdk.zipfs";

  private static final String CONTAINER =
      """
      set -e
      mount --bind "$1" /mnt
      mount -t tmpfs -o mode=1777 tmpfs /tmp
      mount -o remount,bind,ro /mnt
      mount -o remount,bind,ro /
      shift
      exec setpriv --reuid=65532 --regid=65532 --clear-groups --no-new-privs \
        --inh-caps=-all --bounding-set=-all "$@"
      """;

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<String> seen = new ArrayList<>();

  private Contained(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::read);
  }

  /// @param home the unpacked folder; `HOME` in an argument stands for where the program sees it
  static Contained start(Path home, String... args) throws IOException, InterruptedException {
    boolean own = hasNamespaces();
    List<String> command = new ArrayList<>();
    if (own) {
      command.addAll(List.of("unshare", "-m", "sh", "-c", CONTAINER, "sh", home.toString()));
    }
    String seenHome = own ? "/mnt" : home.toString();
    command.add(seenHome + "/bin/naru");
    for (String arg : args) {
      command.add(arg.replace("HOME", seenHome));
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(List.of("PATH"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("NARU_JAVA_OPTS", "--limit-modules=" + JRE_MODULES);
    return new Contained(builder.start());
  }

  private static boolean hasNamespaces() throws IOException, InterruptedException {
    return new ProcessBuilder(
                "sh", "-c", "test $(id -u) = 0 && unshare -m true && command -v setpriv")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  private void read() {
    try (BufferedReader reader = process.inputReader()) {
      reader.lines().forEach(lines::add);
    } catch (IOException e) {
      lines.add("the output broke off: " + e);
    }
  }

  /// What the first line that fits says, once it is written.
  MatchResult await(Pattern wanted) throws InterruptedException {
    while (true) {
      String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (line == null) {
        throw new AssertionError("not written: " + wanted + " in " + seen);
      }
      seen.add(line);
      var matcher = wanted.matcher(line);
      if (matcher.find()) {
        return matcher.toMatchResult();
      }
    }
  }

  /// SIGTERM, by the handle: the process itself would close its output along the way.
  void terminate() {
    process.toHandle().destroy();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running: " + seen);
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
