package io.naru.controller;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.naru.controller.access.Answer;
import io.naru.controller.access.ApiServer;
import io.naru.controller.admin.Metrics;
import io.naru.controller.admission.Found;
import io.naru.controller.admission.OwnCertificate;
import io.naru.controller.compile.CompileOptions;
import io.naru.controller.compile.World;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.problem.Problem;
import io.naru.controller.problem.ProblemLog;
import io.naru.controller.watch.ClusterState;
import io.naru.controller.watch.ClusterWatcher;
import io.naru.controller.watch.StateEdit;
import io.naru.controller.watch.cluster.ClusterSource;
import io.naru.controller.watch.cluster.Namespaces;
import io.naru.controller.watch.cluster.Pace;
import io.naru.tls.material.Certificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All that needs an API server, wired by hand.
///
/// Thread rule: as [Serve].
final class InCluster implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InCluster.class);
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Settings.Cluster settings;
  private final InstantSource clock;
  private final ApiServer server;
  private final ClusterWrites writes;
  private final ClusterSource source;

  /// Makes all parts; nothing is asked of the server yet.
  ///
  /// @throws Refusal if nothing says where the server is
  InCluster(Settings.Cluster settings, InstantSource clock) throws Refusal {
    this.settings = settings;
    this.clock = clock;
    this.server = open(settings);
    // Who tells the cluster what became of them.
    this.writes = new ClusterWrites(settings.writes(), server, settings.self().pod());
    // Where objects come from.
    this.source =
        new ClusterSource(server.objects(), settings.choice(), pace(), writes.shown(), clock);
  }

  private static ApiServer open(Settings.Cluster settings) throws Refusal {
    try {
      return ApiServer.open(settings.connection(), settings.access(), System.getenv());
    } catch (IOException e) {
      throw Refusal.environment(String.valueOf(e.getMessage()));
    }
  }

  private Pace pace() {
    Pace usual = Pace.standard();
    return settings.compare().isZero() ? usual : usual.comparing(settings.compare());
  }

  /// What operators see of it.
  void measure(Metrics metrics) {
    metrics.gauge("naru.watches", "How many watches of the API server there are.", source::watches);
    metrics.gauge(
        "naru.watches.open", "How many watches of the API server are open.", source::openWatches);
    metrics.gauge(
        "naru.watches.compared.timestamp.seconds",
        "When what was watched was last found to be what the API server has.",
        () -> source.compared().getEpochSecond());
  }

  ClusterWatcher watcher() {
    return source;
  }

  ClusterWrites writes() {
    return writes;
  }

  /// Whether the objects of a namespace are watched, as far as its labels decide.
  boolean chooses(ClusterState state, String namespace) {
    return !(settings.choice().namespaces() instanceof Namespaces.Selected)
        || state.namespace(namespace).isPresent();
  }

  /// The world with the Secrets that an Ingress would be the first to refer to.
  World with(World world, Ingress ingress) {
    StateEdit edit = world.state().edit();
    source.unread(ingress, world.state()).forEach(edit::put);
    return new World(edit.apply().state(), world.names());
  }

  /// The certificate that replicas make for the webhook and share.
  Supplier<Found<Certificate>> certificate(Settings.Proof.Own own) {
    String inNamespace = own.service() + "." + settings.self().namespace();
    return new OwnCertificate(
        server.webhook(),
        List.of(own.service(), inNamespace, inNamespace + ".svc"),
        writes.leadership()::leads,
        clock);
  }

  /// What this is called in `CDN-Loop` fields: the same in each replica, and in no other
  /// installation, be it the same chart in another cluster.
  ///
  /// @throws Refusal if the authority of the server cannot be read
  String installation() throws Refusal {
    try {
      String identity = server.cluster() + " " + settings.access().names();
      return "naru-" + UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw Refusal.environment("The authority of the API server cannot be read: " + e);
    }
  }

  /// Waits until the server says whether the one namespace that is to be watched is there.
  ///
  /// @throws Refusal if it is not
  void requireNamespace() throws Refusal, InterruptedException {
    Optional<String> name = settings.access().namespace();
    ProblemLog waiting = new ProblemLog(LOG);
    while (name.isPresent()) {
      switch (server.objects().namespace(name.get())) {
        case Answer.Unreachable<Namespace>(String reason) -> waiting.tell(List.of(away(reason)));
        case Answer.Absent<Namespace>() -> throw missing(Flag.WATCH_NAMESPACE, name.get());
        case Answer.Refused<Namespace>(int _, String reason) -> {
          LOG.warn("whether there is a namespace {} cannot be known: {}", name.get(), reason);
          name = Optional.empty();
        }
        case Answer.Done<Namespace> _, Answer.Conflict<Namespace> _ -> {
          waiting.tell(List.of());
          name = Optional.empty();
        }
      }
      if (name.isPresent()) {
        Thread.sleep(AGAIN);
      }
    }
  }

  private Problem away(String reason) {
    return Problem.ofServer(
        server.url(), "cannot be reached: " + reason, "nothing is served; it is tried again");
  }

  /// Looks for what flags refer to and has to be there at the start.
  ///
  /// @throws Refusal if it is not
  static void requireReferences(CompileOptions.References named, ClusterState state)
      throws Refusal {
    Optional<ObjectKey> backend = named.defaultBackend();
    if (backend.filter(it -> state.object(it).isEmpty()).isPresent()) {
      throw missing(Flag.DEFAULT_BACKEND_SERVICE, backend.get().path());
    }
  }

  private static Refusal missing(Flag flag, String name) {
    return Refusal.environment(
        "%s=%s: there is no such object in the cluster.".formatted(flag, name));
  }

  /// After the last request.
  @Override
  public void close() {
    server.close();
  }
}
