package io.naru.benchmarks.soak;

import io.naru.controller.compile.Changes;
import io.naru.controller.compile.ClassRules;
import io.naru.controller.compile.CompileOptions;
import io.naru.controller.compile.Compiled;
import io.naru.controller.compile.ResolvedNames;
import io.naru.controller.compile.SnapshotCompiler;
import io.naru.controller.compile.World;
import io.naru.controller.publish.Publisher;
import io.naru.proxy.listen.ConnectionBounds;
import io.naru.proxy.listen.Listener;
import io.naru.proxy.listen.ProxyServer;
import io.naru.proxy.listen.ServerOptions;
import io.naru.proxy.runtime.Activator;
import io.naru.proxy.runtime.CurrentTable;
import io.naru.proxy.runtime.LiveTable;
import io.naru.proxy.snapshot.Snapshot;
import io.naru.tls.material.Certificate;
import io.naru.tls.material.SelfSigned;
import io.naru.tls.netty.LiveContexts;
import io.naru.tls.netty.ServerContexts;
import io.naru.tls.netty.TicketKeys;
import io.naru.tls.netty.TlsEngine;
import io.naru.tls.netty.UpstreamContexts;
import io.naru.tls.select.CertificateSet;
import io.naru.tls.select.CertificateTable;
import io.naru.tls.select.ServerTls;
import io.naru.tls.select.TlsPolicy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.helpers.NOPLogger;

/// `Soak MINUTES [HOSTS] [STREAMS]`: exit code 0 when every claim held, 1 when one did not.
public final class Soak implements AutoCloseable {
  private static final int WARM_UP_CHANGES = 60;

  private final int hosts;
  private final Certificate certificate = SelfSigned.certificate(InstantSource.system());
  private final CertificateTable certificates = CertificateTable.of(CertificateSet.of(certificate));
  private final CurrentTable tables = new CurrentTable(LiveTable.empty(certificates));
  private final ExecutorService building = Executors.newSingleThreadExecutor();
  private final OpenStreams streams = new OpenStreams();
  private final SoakCluster cluster;
  private final Publisher publisher;
  private final ProxyServer server;

  private Soak(int hosts) throws Exception {
    this.hosts = hosts;
    this.cluster = new SoakCluster(hosts, streams.port());
    this.publisher =
        new Publisher(
            compiler(),
            new Activator(new Random()),
            tables,
            InstantSource.system(),
            NOPLogger.NOP_LOGGER);
    TlsEngine engine = TlsEngine.detect();
    ServerContexts contexts =
        new ServerContexts(engine, building, new TicketKeys(InstantSource.system()), 16);
    ServerTls tls = new ServerTls(certificates, TlsPolicy.DEFAULT);
    this.server =
        new ProxyServer(
            ServerOptions.of(
                Runtime.getRuntime().maxMemory() / 2,
                new ConnectionBounds(10_000, 10_000, 5_000),
                "naru-soak"),
            tables,
            new LiveContexts(() -> tls, contexts),
            new UpstreamContexts(engine, building, 16));
  }

  private SnapshotCompiler compiler() {
    return new SnapshotCompiler(
        CompileOptions.DEFAULT.withClasses(
            new ClassRules("k8s.io/ingress-nginx", "nginx", false, false, true)),
        certificate);
  }

  /// Runs for the minutes that the first argument says.
  public static void main(String[] args) throws Exception {
    int minutes = Integer.parseInt(args[0]);
    int hosts = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
    int open = args.length > 2 ? Integer.parseInt(args[2]) : 1_000;
    try (Soak soak = new Soak(hosts)) {
      System.exit(soak.run(Duration.ofMinutes(minutes), open) ? 0 : 1);
    }
  }

  private boolean run(Duration time, int open) throws Exception {
    publisher.updated(cluster.first());
    InetSocketAddress proxy = server.listen(Listener.plain(0).on("127.0.0.1"));
    streams.open(proxy, open, hosts);
    for (int i = 0; i < WARM_UP_CHANGES; i++) {
      publisher.updated(cluster.next());
    }
    long base = heap();
    say("%d hosts, %d open streams, heap %.1f MiB".formatted(hosts, open, mebibytes(base)));
    changeEverySecond(time);
    return judge(base);
  }

  private void changeEverySecond(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    for (long next = System.nanoTime(), i = 1; next < end; i++) {
      publisher.updated(cluster.next());
      if (i % 30 == 0) {
        say(
            "%d changes, the last in %.1f ms, heap %.1f MiB"
                .formatted(i, publisher.published().took().toNanos() / 1e6, mebibytes(heap())));
      }
      next += Duration.ofSeconds(1).toNanos();
      Thread.sleep(Math.max(0, (next - System.nanoTime()) / 1_000_000));
    }
  }

  private boolean judge(long base) {
    long after = heap();
    int cut = streams.cut();
    boolean same = equalsFromScratch();
    say("heap %.1f MiB at first, %.1f MiB at last".formatted(mebibytes(base), mebibytes(after)));
    say(
        "%d streams cut; the table %s one from scratch"
            .formatted(cut, same ? "equals" : "DIFFERS FROM"));
    return cut == 0 && same && after < base * 1.05;
  }

  private boolean equalsFromScratch() {
    Snapshot grown = tables.get().snapshot();
    Compiled fresh =
        compiler().compile(new World(cluster.state(), ResolvedNames.NONE), Changes.none());
    return fresh.snapshot(grown.generation()).equals(grown);
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static double mebibytes(long bytes) {
    return bytes / 1048576.0;
  }

  private static void say(String line) {
    System.out.println(line);
  }

  @Override
  public void close() throws IOException {
    streams.close();
    server.close();
    building.shutdownNow();
  }
}
