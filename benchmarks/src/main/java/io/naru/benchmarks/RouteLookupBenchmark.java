package io.naru.benchmarks;

import io.naru.proxy.head.Head;
import io.naru.proxy.head.PathForms;
import io.naru.proxy.runtime.Activator;
import io.naru.proxy.runtime.Forwarding;
import io.naru.proxy.runtime.LiveRoute;
import io.naru.proxy.runtime.LiveTable;
import io.naru.proxy.runtime.Routing;
import io.naru.tls.select.CertificateTable;
import java.util.Optional;
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

/**
 * From a head to its route, with another random host and path each time. {@link #prepare} is what
 * the others spend before they look anything up.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RouteLookupBenchmark {
  /** Size of the table. */
  @Param({"10", "10000", "50000"})
  public int hosts = 10;

  private final CertificateTable certificates = Certificates.one();
  private final Random random = new Random(1);
  private LiveTable table = LiveTable.empty(certificates);
  private Requests requests = new Requests(hosts);

  /** Builds the table and the requests. */
  @Setup(Level.Trial)
  public void build() {
    table = new Activator(random).activate(new Population(hosts).snapshot(1, certificates), table);
    requests = new Requests(hosts);
  }

  /** A head and the forms of its path, and no look-up. */
  @Benchmark
  public PathForms prepare() {
    requests.advance();
    return requests.path();
  }

  /** The route for host and path. */
  @Benchmark
  public Routing route() {
    requests.advance();
    return lookup();
  }

  /** The route for host and path, and its upstream as it is now. */
  @Benchmark
  public Object upstream() {
    requests.advance();
    if (lookup() instanceof LiveRoute route && route.action() instanceof Forwarding forwarding) {
      return forwarding.choose(random).flatMap(table::upstream);
    }
    return Optional.empty();
  }

  private Routing lookup() {
    Head head = requests.head();
    return table.host(head.bytes(), head.authorityStart(), head.hostEnd()).route(requests.path());
  }
}
