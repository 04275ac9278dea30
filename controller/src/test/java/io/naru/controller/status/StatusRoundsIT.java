package io.naru.controller.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LoadBalancerIngressBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.naru.controller.access.ApiServer;
import io.naru.controller.access.Feature;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.pace.Ticker;
import io.naru.controller.problem.Problem;
import io.naru.controller.testkit.OnRealCluster;
import io.naru.controller.testkit.Servers;
import io.naru.controller.testkit.TestNamespace;
import io.naru.controller.testkit.TestPods;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Statuses on a real API server, round by round.
@OnRealCluster
class StatusRoundsIT {
  private static final AddressChoice FIXED =
      new AddressChoice.Fixed(new Addresses(List.of(Address.ofIp("192.0.2.1"))));

  /// A writer of the status of all Ingresses there are.
  private static final class Writer implements AutoCloseable {
    private final Ingresses ingresses;
    private final ApiServer server;
    private final ShownStatus shown;
    private final StatusCounts counts = new StatusCounts();
    private final StatusRounds rounds;

    Writer(TestNamespace namespace, StatusMode mode, AddressChoice choice) {
      this.ingresses = new Ingresses(namespace);
      this.server =
          Servers.open(namespace, Feature.STATUS, Feature.REPLICAS, Feature.NODE_ADDRESSES);
      this.shown = new ShownStatus(choice);
      StatusOptions options = new StatusOptions(mode, choice, Duration.ofMinutes(1), true);
      Deployment deployment = new Deployment(Replicas.of(server.pods(), server.nodes(), "naru-0"));
      Ticker ticker = Ticker.system();
      this.rounds =
          new StatusRounds(
              options,
              new StatusParts(
                  StatusStore.of(server.ingressStatuses()),
                  AddressFinder.of(options, deployment, shown, ticker),
                  shown,
                  () -> true,
                  ticker),
              counts);
    }

    void round(ObjectKey... ours) throws InterruptedException {
      rounds.stands(Set.of(ours));
      ingresses.tell(shown);
      rounds.round();
    }

    @Override
    public void close() {
      server.close();
    }
  }

  @Test
  void fixedAddressesAreWrittenOnceUnderOurName(TestNamespace namespace) throws Exception {
    Ingresses ingresses = new Ingresses(namespace);
    ObjectKey a = ingresses.create("a");
    ObjectKey foreign = ingresses.create("foreign");
    try (Writer writer = new Writer(namespace, StatusMode.ON, FIXED)) {
      writer.round(a);
      assertThat(ingresses.status("a")).isEqualTo("192.0.2.1");
      assertThat(ingresses.managers("a")).containsExactly("naru");
      assertThat(ingresses.status(foreign.name())).isEqualTo("no address");
      String version = ingresses.version("a");
      writer.round(a);
      assertThat(ingresses.version("a")).isEqualTo(version);
      assertThat(writer.counts.written()).isEqualTo(1);
    }
    try (Writer next = new Writer(namespace, StatusMode.ON, FIXED)) {
      next.round(a);
      assertThat(next.counts.written()).isZero();
    }
  }

  @Test
  void thePublishedServicesAddressesAreFollowed(TestNamespace namespace) throws Exception {
    Ingresses ingresses = new Ingresses(namespace);
    ObjectKey a = ingresses.create("a");
    Service service = service(namespace, "192.0.2.5");
    try (Writer writer =
        new Writer(
            namespace,
            StatusMode.ON,
            new AddressChoice.OfService(new ObjectKey(Kind.SERVICE, namespace.name(), "naru")))) {
      writer.round(a);
      assertThat(ingresses.status("a")).isEqualTo("no address");
      assertThat(writer.rounds.problems()).hasSize(1);
      writer.shown.seen(service);
      writer.round(a);
      assertThat(ingresses.status("a")).isEqualTo("192.0.2.5, lb.test");
      assertThat(writer.rounds.problems()).isEmpty();
    }
  }

  private static Service service(TestNamespace namespace, String ip) {
    KubernetesClient admin = namespace.admin();
    Service service =
        admin
            .services()
            .inNamespace(namespace.name())
            .resource(
                new ServiceBuilder()
                    .withNewMetadata()
                    .withName("naru")
                    .endMetadata()
                    .withNewSpec()
                    .withType("LoadBalancer")
                    .addNewPort()
                    .withPort(80)
                    .endPort()
                    .endSpec()
                    .build())
            .create();
    return admin
        .resource(
            service
                .edit()
                .withNewStatus()
                .withNewLoadBalancer()
                .withIngress(
                    new LoadBalancerIngressBuilder().withIp(ip).build(),
                    new LoadBalancerIngressBuilder().withHostname("lb.test").build())
                .endLoadBalancer()
                .endStatus()
                .build())
        .updateStatus();
  }

  @Test
  void theAddressesOfOurNodesAreFollowed(TestNamespace namespace) throws Exception {
    Ingresses ingresses = new Ingresses(namespace);
    ObjectKey a = ingresses.create("a");
    node(namespace, "192.0.2.8");
    TestPods.ready(namespace, "naru-0", namespace.name());
    try (Writer writer = new Writer(namespace, StatusMode.ON, new AddressChoice.OfNodes(false))) {
      writer.round(a);
      assertThat(ingresses.status("a")).isEqualTo("192.0.2.8");
    } finally {
      namespace.admin().nodes().withName(namespace.name()).delete();
    }
  }

  private static void node(TestNamespace namespace, String ip) {
    KubernetesClient admin = namespace.admin();
    Node node =
        admin
            .nodes()
            .resource(
                new NodeBuilder()
                    .withNewMetadata()
                    .withName(namespace.name())
                    .endMetadata()
                    .build())
            .create();
    admin
        .resource(
            node.edit()
                .editOrNewStatus()
                .addNewAddress(ip, "ExternalIP")
                .addNewAddress("10.0.0.8", "InternalIP")
                .endStatus()
                .build())
        .updateStatus();
  }

  @Test
  void whatAnotherLeftBehindIsTakenOverAndWhoWritesOnIsNamed(TestNamespace namespace)
      throws Exception {
    Ingresses ingresses = new Ingresses(namespace);
    ObjectKey a = ingresses.create("a");
    ingresses.write("a", "198.51.100.7", "nginx-ingress-controller");
    try (Writer writer = new Writer(namespace, StatusMode.ON, FIXED)) {
      writer.round(a);
      assertThat(ingresses.status("a")).isEqualTo("192.0.2.1");
      assertThat(ingresses.managers("a")).containsExactly("naru");
      ingresses.write("a", "198.51.100.7", "nginx-ingress-controller");
      writer.round(a);
      assertThat(ingresses.status("a")).isEqualTo("192.0.2.1");
      ingresses.write("a", "198.51.100.7", "nginx-ingress-controller");
      writer.round(a);
      assertThat(ingresses.status("a")).isEqualTo("198.51.100.7");
      assertThat(writer.rounds.problems())
          .extracting(Problem::reason)
          .containsExactly(
              "is written by nginx-ingress-controller too, with other addresses (198.51.100.7)");
      assertThat(writer.counts.written()).isEqualTo(2);
    }
  }

  @Test
  void oneWritesAndOneObservesWithoutAFight(TestNamespace namespace) throws Exception {
    Ingresses ingresses = new Ingresses(namespace);
    ObjectKey a = ingresses.create("a");
    ObjectKey b = ingresses.create("b");
    AddressChoice other =
        new AddressChoice.Fixed(new Addresses(List.of(Address.ofHostname("other.test"))));
    try (Writer on = new Writer(namespace, StatusMode.ON, FIXED);
        Writer observing = new Writer(namespace, StatusMode.OBSERVE, other)) {
      for (int i = 0; i < 5; i++) {
        on.round(a, b);
        observing.round(a, b);
      }
      assertThat(on.counts.written()).isEqualTo(2);
      assertThat(on.rounds.problems()).isEmpty();
      assertThat(observing.counts.written()).isZero();
      assertThat(observing.counts.observed()).isEqualTo(2);
      assertThat(ingresses.status("a")).isEqualTo("192.0.2.1");
    }
  }

  @Test
  void noMoreThanFiftyASecondAreWritten(TestNamespace namespace) throws Exception {
    Ingresses ingresses = new Ingresses(namespace);
    Set<ObjectKey> many = new HashSet<>();
    for (int i = 0; i < 101; i++) {
      many.add(ingresses.create("i" + i));
    }
    try (Writer writer = new Writer(namespace, StatusMode.ON, FIXED)) {
      ingresses.tell(writer.shown);
      writer.rounds.stands(many);
      long began = System.nanoTime();
      while (writer.rounds.round().isZero()) {}
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
      assertThat(writer.counts.written()).isEqualTo(101);
    }
  }

  @Test
  void aNewIngressIsWrittenBeforeTheBacklog(TestNamespace namespace) throws Exception {
    Ingresses ingresses = new Ingresses(namespace);
    Set<ObjectKey> all = new HashSet<>();
    for (int i = 0; i < 101; i++) {
      all.add(ingresses.create("i" + i));
    }
    try (Writer writer = new Writer(namespace, StatusMode.ON, FIXED)) {
      writer.round(all.toArray(ObjectKey[]::new));
      all.add(ingresses.create("new"));
      writer.round(all.toArray(ObjectKey[]::new));
      assertThat(ingresses.status("new")).isEqualTo("192.0.2.1");
      assertThat(writer.counts.written()).isLessThan(101);
    }
  }

  @Test
  void theLastReplicaTakesItsAddressWithIt(TestNamespace namespace) throws Exception {
    Ingresses ingresses = new Ingresses(namespace);
    ObjectKey a = ingresses.create("a");
    ObjectKey foreign = ingresses.create("foreign");
    ingresses.write("foreign", "198.51.100.7", "other");
    try (Writer writer = new Writer(namespace, StatusMode.ON, FIXED)) {
      writer.round(a);
      assertThat(writer.rounds.mayClear()).isTrue();
      assertThat(writer.rounds.clear(Duration.ofSeconds(30))).isZero();
      assertThat(ingresses.status("a")).isEqualTo("no address");
      assertThat(ingresses.status(foreign.name())).isEqualTo("198.51.100.7");
    }
  }
}
