package io.naru.controller;

import io.naru.controller.admin.AdminServer;
import io.naru.controller.admin.HealthServer;
import io.naru.controller.admin.Metrics;
import io.naru.controller.admin.Readiness;
import io.naru.controller.admin.View;
import io.naru.controller.admission.Reviews;
import io.naru.controller.compile.CompileOptions;
import io.naru.controller.compile.SnapshotCompiler;
import io.naru.controller.compile.Trial;
import io.naru.controller.compile.World;
import io.naru.controller.pace.Threads;
import io.naru.controller.pace.Ticker;
import io.naru.controller.problem.Problem;
import io.naru.controller.publish.NameWatcher;
import io.naru.controller.publish.Published;
import io.naru.controller.publish.Publisher;
import io.naru.controller.watch.ClusterState;
import io.naru.controller.watch.ClusterUpdate;
import io.naru.controller.watch.ClusterWatcher;
import io.naru.controller.watch.folder.FolderWatcher;
import io.naru.controller.watch.folder.Timing;
import io.naru.proxy.listen.Drain;
import io.naru.proxy.listen.DrainTimes;
import io.naru.proxy.listen.ProxyServer;
import io.naru.proxy.listen.ServerOptions;
import io.naru.proxy.runtime.Activator;
import io.naru.proxy.runtime.CurrentTable;
import io.naru.proxy.runtime.LiveTable;
import io.naru.tls.material.Certificate;
import io.naru.tls.material.SelfSigned;
import io.naru.tls.select.CertificateSet;
import io.naru.tls.select.CertificateTable;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running controller: every part, wired by hand.
///
/// Thread rule: started by one thread; stopped by one, once.
final class Serve {
  private static final Logger LOG = LoggerFactory.getLogger(Serve.class);
  private static final Duration NAMES_AGAIN = Duration.ofSeconds(5);
  private static final Duration PUBLISH_AGAIN = Duration.ofSeconds(5);

  private final Settings settings;
  private final Readiness readiness = new Readiness();
  private final Threads threads = new Threads(Ticker.system());
  private final BlockingQueue<ClusterState> firstTable = new ArrayBlockingQueue<>(1);
  private final CompletableFuture<@Nullable Void> hastened = new CompletableFuture<>();
  private final CurrentTable tables;
  private final Metrics metrics;
  private final HealthServer health;
  private final AdminServer admin;
  private final Publisher publisher;
  private final NameWatcher names;
  private final Optional<InCluster> cluster;
  private final ClusterWatcher watcher;
  private final ProxyServer proxy;
  private final Sockets sockets;
  private final Optional<Webhook> webhook;

  /// Makes all parts. The ports of operators are open then, those of clients are not.
  ///
  /// @throws Refusal if the surroundings do not allow it
  Serve(Settings settings) throws Refusal {
    this.settings = settings;
    this.sockets = new Sockets(settings);
    InstantSource clock = InstantSource.system();
    // What requests are served from, and what stands there before the first full list is in.
    Certificate selfMade = SelfSigned.certificate(clock);
    this.tables =
        new CurrentTable(LiveTable.empty(CertificateTable.of(CertificateSet.of(selfMade))));
    // The way to the API server, where there is one: nothing is asked of it yet.
    this.cluster = cluster(settings.source(), clock);
    // Who serves.
    this.proxy = DataPlane.over(tables, options(), clock);
    // Who answers operators: off the data loops, and from the first moment on.
    this.metrics = new Metrics(this::view);
    DataPlane.measure(proxy, metrics);
    Liveness liveness = new Liveness(proxy.lag());
    this.health = sockets.health(liveness, readiness, metrics);
    this.admin = sockets.admin(readiness, this::view);
    // How objects become what is served.
    CompileOptions options = sockets.compileOptions(health.port(), admin.port());
    this.publisher =
        new Publisher(
            new SnapshotCompiler(options, selfMade),
            new Activator(new SecureRandom()),
            tables,
            clock,
            LOG);
    this.names = new NameWatcher(NameWatcher.Resolver::system, NAMES_AGAIN, publisher::resolved);
    publisher.resolveWith(names);
    // Where objects come from.
    cluster.ifPresent(it -> it.measure(metrics));
    this.watcher = watcher(settings.source());
    // What none of that does without.
    threads.start("event-loop-watch", liveness::turn);
    threads.start("publish-again", this::again);
    for (Threads each : List.of(threads, names.threads(), watcher.threads())) {
      readiness.require(each::obstacle);
      metrics.defects(each::defects);
    }
    metrics.defects(publisher::defects);
    writes().ifPresent(it -> metrics.defects(it::defects));
    // Who tells the cluster what became of them.
    writes().ifPresent(publisher::tell);
    writes().map(ClusterWrites::meters).ifPresent(metrics::add);
    // Who says beforehand what would become of an Ingress.
    this.webhook = webhook(options, selfMade);
  }

  private static Optional<InCluster> cluster(Settings.Source source, InstantSource clock)
      throws Refusal {
    return source instanceof Settings.Cluster it
        ? Optional.of(new InCluster(it, clock))
        : Optional.empty();
  }

  /// Where nothing says what other processes belong to it, each is an installation of its own.
  private ServerOptions options() throws Refusal {
    String installation =
        cluster.isPresent() ? cluster.get().installation() : "naru-" + UUID.randomUUID();
    return ServerOptions.of(
        Memory.ofProcess().buffers(),
        Descriptors.ofProcess().bounds(settings.connections()),
        installation);
  }

  private ClusterWatcher watcher(Settings.Source source) {
    return switch (source) {
      case Settings.Folder(Path path) -> new FolderWatcher(path, Timing.standard());
      case Settings.Cluster _ -> cluster.orElseThrow().watcher();
    };
  }

  private Optional<Webhook> webhook(CompileOptions options, Certificate selfMade) throws Refusal {
    return settings.webhook().isEmpty()
        ? Optional.empty()
        : Optional.of(
            Webhook.open(settings.webhook().get(), sockets, cluster, reviews(options, selfMade)));
  }

  private Optional<ClusterWrites> writes() {
    return cluster.map(InCluster::writes);
  }

  private Reviews reviews(CompileOptions options, Certificate selfMade) {
    return new Reviews(
        new Trial(options, selfMade),
        publisher::world,
        (world, ingress) -> cluster.map(it -> it.with(world, ingress)).orElse(world),
        (state, namespace) -> cluster.filter(it -> !it.chooses(state, namespace)).isEmpty());
  }

  private View view() {
    Published published = publisher.published();
    List<Problem> problems = new ArrayList<>(published.problems());
    writes().map(ClusterWrites::problems).ifPresent(problems::addAll);
    return new View(tables.get().snapshot(), problems, published.at());
  }

  /// Waits for the first full table, then takes traffic.
  ///
  /// @throws Refusal if a port cannot be had
  void start() throws Refusal, InterruptedException {
    if (cluster.isPresent()) {
      cluster.get().requireNamespace();
    }
    watcher.start(this::updated);
    ClusterState first = firstTable.take();
    if (cluster.isPresent()) {
      InCluster.requireReferences(settings.compile().references(), first);
    }
    Sockets.Bound bound = sockets.listen(proxy);
    webhook.ifPresent(Webhook::start);
    webhook.map(Webhook::keeper).ifPresent(it -> readiness.require(it::obstacle));
    readiness.serving();
    writes().ifPresent(ClusterWrites::start);
    LOG.info(
        "serving {} on http {} and https {}; health and metrics on port {}, the admin view on"
            + " http://127.0.0.1:{}",
        settings.source().text(),
        Sockets.text(bound.http()),
        Sockets.text(bound.https()),
        health.port(),
        admin.port());
  }

  private void updated(ClusterUpdate update) {
    publisher.updated(update);
    offerFirstTable();
  }

  private void again() throws InterruptedException {
    Thread.sleep(PUBLISH_AGAIN);
    publisher.again();
    offerFirstTable();
  }

  private void offerFirstTable() {
    publisher.world().map(World::state).ifPresent(firstTable::offer);
  }

  /// Ends everything, in the order that loses no request: unready at once, the listeners after the
  /// grace period, and with the last exchange the rest. Until then the table follows what changes,
  /// but another replica may lead from the first moment on.
  void stop() throws InterruptedException {
    long began = System.nanoTime();
    readiness.stopping();
    DrainTimes times =
        new DrainTimes(settings.grace().before(), tables.get().snapshot().clients().drain());
    Drain drain = proxy.drain(times);
    hastened.thenRun(drain::hasten);
    Thread handover = Thread.ofVirtual().start(() -> writes().ifPresent(ClusterWrites::close));
    LOG.info(
        "stopping: not ready from now on; connections are accepted for {} s, and what is under way"
            + " then may go on for {} s",
        times.notice().toSeconds(),
        times.most().toSeconds());
    String drained = drain.await().text();
    LOG.info("drained in {} s: {}", "%.1f".formatted((System.nanoTime() - began) / 1e9), drained);
    proxy.close();
    webhook.ifPresent(Webhook::close);
    watcher.close();
    names.close();
    threads.close();
    handover.join();
    cluster.ifPresent(InCluster::close);
    hastened
        .copy()
        .completeOnTimeout(null, settings.grace().after().toMillis(), TimeUnit.MILLISECONDS)
        .join();
    admin.close();
    health.close();
    metrics.close();
    LOG.info("stopped");
  }

  /// Whoever asks once more for the end waits for no client: what is under way is cut. Any thread.
  void hasten() {
    if (hastened.complete(null)) {
      LOG.info("stopping at once: what is under way is cut");
    }
  }
}
