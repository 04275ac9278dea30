package io.naru.proxy.listen;

import static io.naru.proxy.testkit.Tables.host;
import static io.naru.proxy.testkit.Tables.prefix;
import static io.naru.proxy.testkit.Tables.upstream;

import io.naru.proxy.channel.Eviction;
import io.naru.proxy.testkit.ProxyFixture;
import io.naru.proxy.testkit.RawSocket;
import io.naru.proxy.upstream.Endpoint;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A data plane in a process of its own that may have few file descriptors, and whose bounds would
 * let it have more. It ends with its input.
 */
final class FewDescriptors implements AutoCloseable {
  private final Process process;
  private final int port;

  private FewDescriptors(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static FewDescriptors start(int descriptors, Endpoint endpoint) throws IOException {
    String java = ProcessHandle.current().info().command().orElseThrow();
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -n " + descriptors + "; exec \"$@\"",
                "sh",
                java,
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                FewDescriptors.class.getName(),
                String.valueOf(endpoint.port()))
            .redirectError(Redirect.INHERIT)
            .start();
    String first = process.inputReader().readLine();
    if (first == null) {
      throw new IOException("it did not start");
    }
    return new FewDescriptors(process, Integer.parseInt(first));
  }

  int port() {
    return port;
  }

  /** Waits until it has as many as it may. */
  void untilNoneIsLeft(int descriptors) throws IOException {
    Path open = Path.of("/proc", String.valueOf(process.pid()), "fd");
    long end = System.nanoTime() + RawSocket.PATIENCE.toNanos();
    while (count(open) < descriptors) {
      if (System.nanoTime() > end) {
        throw new IOException("it has but " + count(open) + " descriptors");
      }
    }
  }

  private static long count(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.count();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  public static void main(String[] args) throws Exception {
    // no request needs it before descriptors run out, and then its file could not be read
    Class.forName(Eviction.class.getName());
    PrintStream out = System.out;
    System.setOut(System.err);
    Endpoint endpoint = new Endpoint("127.0.0.1", Integer.parseInt(args[0]));
    try (ProxyFixture proxy =
        ProxyFixture.bounded(1, new ConnectionBounds(100_000, 100_000, 100_000))) {
      proxy.publish(
          List.of(host("a.test", prefix("/refused", "refused"), prefix("/", "up"))),
          upstream("up", endpoint),
          upstream("refused", new Endpoint("127.0.0.1", 1)));
      out.println(proxy.port());
      System.in.transferTo(PrintStream.nullOutputStream());
    }
  }
}
