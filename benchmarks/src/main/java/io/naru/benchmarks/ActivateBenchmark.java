package io.naru.benchmarks;

import io.naru.proxy.match.HostMatch;
import io.naru.proxy.route.RouteTable;
import io.naru.proxy.route.VirtualHost;
import io.naru.proxy.runtime.Activator;
import io.naru.proxy.runtime.LiveTable;
import io.naru.proxy.snapshot.Snapshot;
import io.naru.proxy.upstream.Upstream;
import io.naru.proxy.upstream.UpstreamId;
import io.naru.tls.select.CertificateTable;
import java.util.HashMap;
import java.util.Map;
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

/** From a snapshot in which one thing changed to the table that serves it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ActivateBenchmark {
  /** Size of the table. */
  @Param({"10000"})
  public int hosts = 10_000;

  private final CertificateTable certificates = Certificates.one();
  private final Activator activator = new Activator(new Random(1));
  private LiveTable table = LiveTable.empty(certificates);
  private Snapshot snapshot = table.snapshot();
  private Snapshot hostChanged = snapshot;
  private Snapshot hostAdded = snapshot;
  private Snapshot endpointChanged = snapshot;

  /** Builds the table and the snapshots that may follow it. */
  @Setup(Level.Trial)
  public void build() {
    Population population = new Population(hosts);
    snapshot = population.snapshot(1, certificates);
    table = activator.activate(snapshot, LiveTable.empty(certificates));
    VirtualHost old = population.host(hosts / 2);
    hostChanged = with(new VirtualHost(old.host(), old.routes().subList(1, old.routes().size())));
    hostAdded = with(population.host(hosts));
    Map<UpstreamId, Upstream> upstreams = new HashMap<>(snapshot.upstreams());
    Upstream changed = Population.upstream(hosts / 2, 0, 1);
    upstreams.put(changed.id(), changed);
    endpointChanged = new Snapshot(2, snapshot.routes(), upstreams, certificates);
  }

  private Snapshot with(VirtualHost host) {
    Map<HostMatch, VirtualHost> all = new HashMap<>(snapshot.routes().hosts());
    all.put(host.host(), host);
    return new Snapshot(2, new RouteTable(all), snapshot.upstreams(), certificates);
  }

  /** One host has other routes. */
  @Benchmark
  public LiveTable oneHostChanged() {
    return activator.activate(hostChanged, table);
  }

  /** One host is new. */
  @Benchmark
  public LiveTable oneHostAdded() {
    return activator.activate(hostAdded, table);
  }

  /** One upstream has other endpoints. */
  @Benchmark
  public LiveTable oneEndpointChanged() {
    return activator.activate(endpointChanged, table);
  }

  /** Everything is new, as at the start. */
  @Benchmark
  public LiveTable everything() {
    return activator.activate(snapshot, LiveTable.empty(certificates));
  }
}
