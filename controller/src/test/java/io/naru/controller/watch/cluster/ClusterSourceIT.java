package io.naru.controller.watch.cluster;

import static io.naru.controller.watch.cluster.Objects.configMap;
import static io.naru.controller.watch.cluster.Objects.ingress;
import static io.naru.controller.watch.cluster.Objects.secret;
import static io.naru.controller.watch.cluster.Objects.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.naru.controller.access.Access;
import io.naru.controller.access.ApiServer;
import io.naru.controller.access.ApiServers;
import io.naru.controller.access.Feature;
import io.naru.controller.access.Names;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.testkit.LyingProxy;
import io.naru.controller.testkit.OnRealCluster;
import io.naru.controller.testkit.PrivateCluster;
import io.naru.controller.testkit.Relay;
import io.naru.controller.testkit.TestCluster;
import io.naru.controller.testkit.TestNamespace;
import io.naru.controller.watch.ClusterState;
import io.naru.controller.watch.ClusterUpdate;
import io.naru.controller.watch.ClusterWatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@OnRealCluster
class ClusterSourceIT {
  private static final Pace BRISK =
      new Pace(
          Duration.ofMillis(5),
          Duration.ofMillis(100),
          Duration.ofMillis(50),
          Duration.ofMillis(100),
          Duration.ofMillis(200),
          1,
          Duration.ofMillis(200));

  private static final SecretReading WATCHED =
      new SecretReading.Watched(ClusterSourceIT::tlsSecret);

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final Heard heard = new Heard();

  @Test
  void theFirstUpdateHasTheFullList(TestNamespace namespace) throws InterruptedException {
    // More than two pages of one kind.
    IntStream.range(0, 1100)
        .parallel()
        .forEach(i -> create(namespace, ingress(namespace.name(), "c" + i, "cert")));
    create(namespace, ingress(namespace.name(), "web", "cert"));
    create(namespace, service(namespace.name(), "web"));

    try (Running _ = run(namespace.cluster(), one(namespace))) {
      heard.state(_ -> true);
      ClusterUpdate first = heard.all().getFirst();
      assertThat(first.state().count(Kind.INGRESS)).isEqualTo(1101);
      assertThat(first.state().ingress(namespace.name(), "web")).isPresent();
      assertThat(first.state().service(namespace.name(), "web")).isPresent();
      assertThat(first.problems()).isEmpty();
    }
  }

  @Test
  void changesFollow(TestNamespace namespace) throws InterruptedException {
    try (Running _ = run(namespace.cluster(), one(namespace))) {
      heard.state(_ -> true);
      create(namespace, ingress(namespace.name(), "web", "old"));
      heard.state(it -> secretOf(it, namespace).equals("old"));
      namespace.admin().resource(ingress(namespace.name(), "web", "new")).update();
      heard.state(it -> secretOf(it, namespace).equals("new"));
      namespace.admin().resource(ingress(namespace.name(), "web", "new")).delete();
      heard.state(it -> it.ingress(namespace.name(), "web").isEmpty());
      assertThat(heard.all().stream().flatMap(it -> it.changes().keys(Kind.INGRESS)))
          .contains(new ObjectKey(Kind.INGRESS, namespace.name(), "web"));
    }
  }

  @Test
  void releasesOfHelmAreNotListed(TestNamespace namespace) throws InterruptedException {
    String place = namespace.name();
    create(namespace, secret(place, "release", "helm.sh/release.v1"));
    create(namespace, configMap(place, "release", Map.of("OWNER", "TILLER")));
    create(namespace, secret(place, "plain", "Opaque"));
    create(namespace, configMap(place, "plain", Map.of()));
    Choice choice =
        choice(
            new Namespaces.One(place),
            WATCHED,
            Set.of(
                new ObjectKey(Kind.SECRET, place, "release"),
                new ObjectKey(Kind.CONFIG_MAP, place, "release"),
                new ObjectKey(Kind.SECRET, place, "plain"),
                new ObjectKey(Kind.CONFIG_MAP, place, "plain")));

    try (Running _ = run(namespace.cluster(), choice)) {
      ClusterState state = heard.state(_ -> true);
      assertThat(state.secret(place, "plain")).isPresent();
      assertThat(state.configMap(place, "plain")).isPresent();
      assertThat(state.secret(place, "release")).isEmpty();
      assertThat(state.configMap(place, "release")).isEmpty();
    }
  }

  @Test
  void onlyWhatSomebodyRefersToIsReadAndWithWhoRefersToIt(TestNamespace namespace)
      throws InterruptedException {
    String place = namespace.name();
    create(namespace, secret(place, "other", "Opaque"));
    create(namespace, configMap(place, "other", Map.of()));
    create(namespace, secret(place, "cert", "Opaque"));
    create(namespace, ingress(place, "web", "cert"));

    try (Running running = run(namespace.cluster(), one(namespace))) {
      ClusterState first = heard.state(_ -> true);
      create(namespace, secret(place, "second", "Opaque"));
      Ingress second = ingress(place, "second", "second");
      awaitKnown(running.source(), second, first);
      create(namespace, second);
      ClusterState state = heard.state(it -> it.ingress(place, "second").isPresent());
      assertThat(state.count(Kind.CONFIG_MAP)).isZero();
      assertThat(state.secret(place, "other")).isEmpty();
      assertThat(heard.all())
          .allSatisfy(it ->
              assertThat(it.state().ingresses())
                  .allSatisfy(ingress ->
                      assertThat(tlsSecret(ingress))
                          .allSatisfy(key -> assertThat(it.state().object(key)).isPresent())));
    }
  }

  @Test
  void aSecretFollowsItsChangesAndItsEnd(TestNamespace namespace) throws InterruptedException {
    String place = namespace.name();
    create(namespace, ingress(place, "web", "cert"));
    try (Running _ = run(namespace.cluster(), one(namespace))) {
      heard.state(it -> it.ingress(place, "web").isPresent());
      create(namespace, secret(place, "cert", "Opaque"));
      heard.state(it -> it.secret(place, "cert").isPresent());
      namespace
          .admin()
          .secrets()
          .inNamespace(place)
          .withName("cert")
          .edit(it -> new SecretBuilder(it).withStringData(Map.of("a", "other")).build());
      heard.state(it ->
          it.secret(place, "cert")
              .filter(now -> now.getData().containsValue("b3RoZXI="))
              .isPresent());
      namespace.admin().secrets().inNamespace(place).withName("cert").delete();
      heard.state(it -> it.secret(place, "cert").isEmpty());
    }
  }

  @Test
  void whatAnIngressWouldBeTheFirstToReferToCanBeReadBeforeItIsStored(TestNamespace namespace)
      throws InterruptedException {
    String place = namespace.name();
    create(namespace, secret(place, "cert", "Opaque"));
    try (Running running = run(namespace.cluster(), one(namespace))) {
      ClusterState state = heard.state(_ -> true);
      assertThat(running.source().unread(ingress(place, "web", "cert"), state)).hasSize(1);
      assertThat(running.source().unread(ingress(place, "web", "none"), state)).isEmpty();
    }
  }

  @Test
  void whatAListenerTripsOverIsToldAgain(TestNamespace namespace) throws InterruptedException {
    AtomicInteger calls = new AtomicInteger();
    create(namespace, ingress(namespace.name(), "web", "cert"));
    try (Running _ =
        run(
            namespace.cluster().config(),
            one(namespace),
            BRISK,
            update -> {
              if (calls.incrementAndGet() == 1) {
                throw new StackOverflowError("a defect, made by a test");
              }
              heard.updated(update);
            })) {
      heard.state(it -> it.ingress(namespace.name(), "web").isPresent());
      assertThat(heard.all().getFirst().changes().keys(Kind.INGRESS)).hasSize(1);
    }
  }

  @Test
  void namespacesComeAndGoWithTheirLabels(TestNamespace namespace) throws InterruptedException {
    create(namespace, ingress(namespace.name(), "web", "cert"));
    create(namespace, secret(namespace.name(), "cert", "Opaque"));
    Choice choice = choice(new Namespaces.Selected("team=" + namespace.name()), WATCHED, Set.of());

    try (Running _ = run(namespace.cluster(), choice)) {
      assertThat(heard.state(_ -> true).ingress(namespace.name(), "web")).isEmpty();
      label(namespace, namespace.name());
      ClusterState chosen = heard.state(it -> it.ingress(namespace.name(), "web").isPresent());
      assertThat(chosen.secret(namespace.name(), "cert")).isPresent();
      create(namespace, ingress(namespace.name(), "later", "cert"));
      heard.state(it -> it.ingress(namespace.name(), "later").isPresent());
      label(namespace, "other");
      ClusterState dismissed = heard.state(it -> it.ingress(namespace.name(), "web").isEmpty());
      assertThat(dismissed.ingress(namespace.name(), "later")).isEmpty();
    }
  }

  @Test
  void secretsByNameAreReadWhenSomebodyRefersToThem(TestNamespace namespace)
      throws InterruptedException {
    String place = namespace.name();
    create(namespace, ingress(place, "web", "cert"));
    create(namespace, secret(place, "cert", "Opaque"));
    create(namespace, secret(place, "other", "Opaque"));
    Choice choice =
        choice(
            new Namespaces.One(place),
            new SecretReading.ByName(ClusterSourceIT::tlsSecret, Duration.ofMillis(200)),
            Set.of());

    try (Running _ = run(namespace.cluster(), choice)) {
      ClusterState first = heard.state(_ -> true);
      assertThat(first.secret(place, "cert")).isPresent();
      assertThat(first.secret(place, "other")).isEmpty();
      create(namespace, ingress(place, "second", "other"));
      heard.state(it -> it.secret(place, "other").isPresent());
      namespace.admin().resource(secret(place, "other", "Opaque")).delete();
      heard.state(it -> it.secret(place, "other").isEmpty());
    }
  }

  @Test
  void aServerThatWasKilledIsFollowedAgainWithoutAGap(PrivateCluster cluster)
      throws InterruptedException {
    try (KubernetesClient admin = cluster.admin();
        Running _ = run(cluster, everything())) {
      admin.resource(ingress("default", "before", "cert")).create();
      heard.state(it -> it.ingress("default", "before").isPresent());

      cluster.kill();
      heard.problem("cannot be reached");
      cluster.start();
      heard.noProblem();
      admin.resource(ingress("default", "after", "cert")).create();
      heard.state(it -> it.ingress("default", "after").isPresent());

      assertThat(heard.all().stream().skip(2).map(ClusterUpdate::state))
          .allSatisfy(it -> assertThat(it.ingress("default", "before")).isPresent());
    }
  }

  @Test
  void whatHappenedWhileHistoryWasForgottenIsTold(PrivateCluster cluster)
      throws InterruptedException {
    try (KubernetesClient admin = cluster.admin()) {
      admin.resource(ingress("default", "goes", "cert")).create();
      admin.resource(ingress("default", "stays", "cert")).create();
      try (Relay relay = Relay.to(cluster);
          Running _ = run(relay.config(cluster.config()), everything())) {
        heard.state(it -> it.count(Kind.INGRESS) == 2);
        relay.refuse();
        heard.problem("cannot be reached");
        admin.resource(ingress("default", "goes", "cert")).delete();
        admin.resource(ingress("default", "comes", "cert")).create();
        cluster.compact();
        relay.accept();
        heard.state(it ->
            it.ingress("default", "comes").isPresent() && it.ingress("default", "goes").isEmpty());
        heard.noProblem();
      }
      assertThat(heard.all())
          .allSatisfy(it -> assertThat(it.state().ingress("default", "stays")).isPresent());
    }
  }

  @Test
  void aStartWithoutAServerWaitsForIt(PrivateCluster cluster) throws InterruptedException {
    cluster.kill();
    try (Running _ = run(cluster, everything())) {
      assertThat(heard.all()).isEmpty();
      cluster.start();
      assertThat(heard.state(_ -> true).namespace("default")).isEmpty();
      assertThat(heard.all().getFirst().problems()).isEmpty();
    }
  }

  @Test
  void aWatchThatDiedSilentlyIsBegunAnew(PrivateCluster cluster) throws Exception {
    try (KubernetesClient admin = cluster.admin();
        Relay relay = Relay.to(cluster);
        Running _ = run(relay.config(cluster.config()), everything())) {
      admin.resource(ingress("default", "goes", "cert")).create();
      heard.state(it -> it.count(Kind.INGRESS) == 1);
      relay.swallow();
      admin.resource(ingress("default", "goes", "cert")).delete();
      admin.resource(ingress("default", "comes", "cert")).create();
      heard.state(it ->
          it.ingress("default", "comes").isPresent() && it.ingress("default", "goes").isEmpty());
    }
  }

  @Test
  void theNextSilentDeathIsFoundAsSoon(PrivateCluster cluster) throws Exception {
    // What a comparison waits for is not its reading, or the next one would be 200 s away.
    Pace settling =
        new Pace(
            BRISK.quiet(),
            BRISK.maximum(),
            BRISK.look(),
            BRISK.patience(),
            BRISK.compare(),
            1000,
            BRISK.settle());
    try (KubernetesClient admin = cluster.admin();
        Relay relay = Relay.to(cluster);
        Running running = run(relay.config(cluster.config()), everything(), settling)) {
      heard.state(_ -> true);
      for (String name : List.of("first", "second")) {
        relay.swallow();
        admin.resource(ingress("default", name, "cert")).create();
        heard.state(it -> it.ingress("default", name).isPresent());
      }
      awaitComparison(running.source());
    }
  }

  /// Two watches do not wait for each other: what is created first may be heard of last.
  private static void awaitKnown(ClusterSource source, Ingress referring, ClusterState state) {
    long deadline = System.nanoTime() + Heard.PATIENCE;
    while (source.unread(referring, state).isEmpty()) {
      assertThat(System.nanoTime()).as("known in time").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  /// What is mended is heard of before the round ends in which that was found.
  private static void awaitComparison(ClusterSource source) {
    long deadline = System.nanoTime() + Heard.PATIENCE;
    while (!source.compared().equals(NOON)) {
      assertThat(System.nanoTime()).as("a comparison in time").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void b7AnEmptyListThatIsNotTrueEmptiesNothing(TestNamespace namespace)
      throws InterruptedException {
    create(namespace, ingress(namespace.name(), "web", "cert"));
    AtomicInteger lists = new AtomicInteger();
    CountDownLatch said = new CountDownLatch(1);
    // A comparison finds nothing, so the watch is begun anew, with a list that has nothing either;
    // from the second look on it is the truth that is told.
    Predicate<LyingProxy.Asked> lie =
        it -> {
          if (!it.target().contains("/ingresses?")) {
            return false;
          }
          if (it.isList()) {
            return lists.incrementAndGet() == 2;
          }
          return it.metadata() && (lists.get() < 2 || !reached(said));
        };
    try (LyingProxy proxy = LyingProxy.before(namespace.cluster(), lie);
        Running _ = run(proxy.config(), one(namespace))) {
      heard.problem("lists no Ingress in " + namespace.name() + " any more, where there were 1");
      said.countDown();
      heard.noProblem();
      create(namespace, ingress(namespace.name(), "after", "cert"));
      heard.state(it -> it.ingress(namespace.name(), "after").isPresent());
    }
    assertThat(heard.all())
        .allSatisfy(it -> assertThat(it.state().ingress(namespace.name(), "web")).isPresent());
  }

  private static boolean reached(CountDownLatch said) {
    try {
      return said.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void aClusterThatWasEmptiedMeanwhileIsFollowed(PrivateCluster cluster)
      throws InterruptedException {
    try (KubernetesClient admin = cluster.admin();
        Relay relay = Relay.to(cluster)) {
      admin.resource(ingress("default", "goes", "cert")).create();
      try (Running _ = run(relay.config(cluster.config()), everything())) {
        heard.state(it -> it.count(Kind.INGRESS) == 1);
        relay.refuse();
        heard.problem("cannot be reached");
        admin.resource(ingress("default", "goes", "cert")).delete();
        cluster.compact();
        relay.accept();
        heard.state(it -> it.count(Kind.INGRESS) == 0);
        heard.noProblem();
      }
    }
  }

  private static Choice everything() {
    return choice(new Namespaces.All(), WATCHED, Set.of());
  }

  private static Choice one(TestNamespace namespace) {
    return choice(new Namespaces.One(namespace.name()), WATCHED, Set.of());
  }

  private static Choice choice(
      Namespaces namespaces, SecretReading secrets, Set<ObjectKey> references) {
    return new Choice(
        namespaces,
        secrets,
        references,
        namespaces instanceof Namespaces.One ? Optional.of("a test decides") : Optional.empty());
  }

  private Running run(TestCluster cluster, Choice choice) {
    return run(cluster.config(), choice);
  }

  private Running run(io.fabric8.kubernetes.client.Config config, Choice choice) {
    return run(config, choice, BRISK);
  }

  private Running run(io.fabric8.kubernetes.client.Config config, Choice choice, Pace pace) {
    return run(config, choice, pace, heard);
  }

  private static Running run(
      io.fabric8.kubernetes.client.Config config,
      Choice choice,
      Pace pace,
      ClusterWatcher.Listener listener) {
    ApiServer server = ApiServers.of(config, access(choice));
    ClusterSource source =
        new ClusterSource(server.objects(), choice, pace, StatusListener.NONE, () -> NOON);
    source.start(listener);
    return new Running(server, source);
  }

  private static Access access(Choice choice) {
    return new Access(
        choice.namespaces() instanceof Namespaces.One(String name)
            ? Optional.of(name)
            : Optional.empty(),
        new Names("naru", "", "", ""),
        Set.of(
            choice.secrets() instanceof SecretReading.Watched
                ? Feature.ALL_SECRETS
                : Feature.SECRETS_BY_NAME,
            choice.namespaces() instanceof Namespaces.Selected
                ? Feature.NAMESPACE_SELECTOR
                : Feature.SERVING));
  }

  private record Running(ApiServer server, ClusterSource source) implements AutoCloseable {
    @Override
    public void close() {
      source.close();
      server.close();
    }
  }

  private static Set<ObjectKey> tlsSecret(Ingress ingress) {
    return Set.of(
        new ObjectKey(
            Kind.SECRET,
            ingress.getMetadata().getNamespace(),
            ingress.getSpec().getTls().getFirst().getSecretName()));
  }

  private static String secretOf(ClusterState state, TestNamespace namespace) {
    return state
        .ingress(namespace.name(), "web")
        .map(it -> it.getSpec().getTls().getFirst().getSecretName())
        .orElse("");
  }

  private static void create(TestNamespace namespace, HasMetadata object) {
    namespace.admin().resource(object).create();
  }

  private static void label(TestNamespace namespace, String team) {
    namespace
        .admin()
        .namespaces()
        .withName(namespace.name())
        .edit(it ->
            new NamespaceBuilder(it)
                .editMetadata()
                .addToLabels("team", team)
                .endMetadata()
                .build());
  }
}
