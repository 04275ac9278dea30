package io.naru.benchmarks;

import io.naru.benchmarks.soak.SoakCluster;
import io.naru.controller.compile.ClassRules;
import io.naru.controller.compile.CompileOptions;
import io.naru.controller.compile.SnapshotCompiler;
import io.naru.controller.publish.Publisher;
import io.naru.proxy.runtime.Activator;
import io.naru.proxy.runtime.CurrentTable;
import io.naru.proxy.runtime.LiveTable;
import io.naru.tls.material.SelfSigned;
import io.naru.tls.select.CertificateSet;
import io.naru.tls.select.CertificateTable;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.slf4j.helpers.NOPLogger;

/**
 * From a change of a cluster object to the table that serves it: the state, the compilation, the
 * activation and the swap.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class ChangeBenchmark {
  /** Size of the table. */
  @Param({"10000"})
  public int hosts = 10_000;

  private SoakCluster cluster = new SoakCluster(hosts, 80);
  private Publisher publisher = publisher();

  /** Serves the whole cluster. */
  @Setup(Level.Trial)
  public void build() {
    cluster = new SoakCluster(hosts, 80);
    publisher = publisher();
    publisher.updated(cluster.first());
  }

  private static Publisher publisher() {
    var certificate = SelfSigned.certificate(InstantSource.system());
    var certificates = CertificateTable.of(CertificateSet.of(certificate));
    ClassRules classes = new ClassRules("k8s.io/ingress-nginx", "nginx", false, false, true);
    return new Publisher(
        new SnapshotCompiler(CompileOptions.DEFAULT.withClasses(classes), certificate),
        new Activator(new Random(1)),
        new CurrentTable(LiveTable.empty(certificates)),
        InstantSource.system(),
        NOPLogger.NOP_LOGGER);
  }

  /** One Ingress has other paths. */
  @Benchmark
  public long onePathChanged() {
    publisher.updated(cluster.otherPaths());
    return publisher.published().generation();
  }

  /** One Service has other endpoints. */
  @Benchmark
  public long oneEndpointChanged() {
    publisher.updated(cluster.otherEndpoints());
    return publisher.published().generation();
  }

  /** One Ingress with a host of its own comes, or goes. */
  @Benchmark
  public long oneHostAddedOrRemoved() {
    publisher.updated(cluster.otherHosts());
    return publisher.published().generation();
  }
}
