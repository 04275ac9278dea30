package io.naru.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.naru.controller.testkit.OnRealCluster;
import io.naru.controller.testkit.TestNamespace;
import io.naru.controller.testkit.TestPods;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Whole controllers on a real API server: what they write there.
@OnRealCluster
class ClusterWritesIT {
  private static final Map<Flag, String> FIXED = Map.of(Flag.PUBLISH_STATUS_ADDRESS, "192.0.2.1");

  private static Serve replica(TestNamespace namespace, String pod, Map<Flag, String> flags)
      throws Exception {
    Map<Flag, String> all = new HashMap<>(OnClass.flags(namespace));
    all.putAll(flags);
    Serve serve =
        new Serve(
            new SettingsReader(
                    new FlagValues(all), Map.of("POD_NAME", pod, "POD_NAMESPACE", namespace.name()))
                .settings());
    serve.start();
    return serve;
  }

  private static List<Event> awaitEvent(TestNamespace namespace, String reason) throws Exception {
    return namespace
        .admin()
        .events()
        .v1()
        .events()
        .inNamespace(namespace.name())
        .informOnCondition(all -> all.stream().anyMatch(it -> reason.equals(it.getReason())))
        .get(60, TimeUnit.SECONDS);
  }

  @Test
  void theLeaderTellsOfStatusAndProblemsAndTheNextGoesOn(TestNamespace namespace) throws Exception {
    try (OnClass ours = new OnClass(namespace)) {
      ours.ingress("a", Map.of("nginx.ingress.kubernetes.io/proxy-read-timeout", "no number"));
      Serve one = replica(namespace, "naru-0", FIXED);
      ours.awaitStatus("a", "192.0.2.1");
      Serve two = replica(namespace, "naru-1", FIXED);
      awaitEvent(namespace, "AnnotationParsingFailed");
      one.stop();
      ours.ingress("b", Map.of());
      ours.awaitStatus("b", "192.0.2.1");
      ours.ingress("c", Map.of());
      List<Event> events = awaitEvent(namespace, "Sync");
      two.stop();
      assertThat(events)
          .filteredOn(it -> "AnnotationParsingFailed".equals(it.getReason()))
          .singleElement()
          .satisfies(event -> {
            assertThat(event.getRegarding().getName()).isEqualTo("a");
            assertThat(event.getReportingInstance()).isEqualTo("naru-0");
            assertThat(event.getNote()).contains("proxy-read-timeout");
          });
    }
  }

  @Test
  void theAddressOfThePublishedServiceIsFollowedAsSoonAsItIsThere(TestNamespace namespace)
      throws Exception {
    try (OnClass ours = new OnClass(namespace)) {
      ours.ingress("a", Map.of());
      Serve serve =
          replica(namespace, "naru-0", Map.of(Flag.PUBLISH_SERVICE, namespace.name() + "/edge"));
      service(namespace, "edge", "192.0.2.9");
      ours.awaitStatus("a", "192.0.2.9");
      serve.stop();
    }
  }

  @Test
  void aLostReplicaTakesTheAddressOfItsNodeWithItAtOnce(TestNamespace namespace) throws Exception {
    try (OnClass ours = new OnClass(namespace)) {
      ours.ingress("a", Map.of());
      String first = namespace.name() + "-first";
      String second = namespace.name() + "-second";
      node(namespace, first, "192.0.2.1");
      node(namespace, second, "192.0.2.2");
      TestPods.ready(namespace, "naru-0", first);
      TestPods.ready(namespace, "naru-1", second);
      Serve serve = replica(namespace, "naru-0", Map.of(Flag.STATUS_UPDATE_INTERVAL, "3600"));
      ours.awaitStatus("a", "192.0.2.1", "192.0.2.2");
      namespace
          .admin()
          .pods()
          .inNamespace(namespace.name())
          .withName("naru-1")
          .withGracePeriod(0)
          .delete();
      ours.awaitStatus("a", "192.0.2.1");
      serve.stop();
      namespace.admin().nodes().withName(first).delete();
      namespace.admin().nodes().withName(second).delete();
    }
  }

  private static void node(TestNamespace namespace, String name, String ip) {
    Node node =
        namespace
            .admin()
            .nodes()
            .resource(new NodeBuilder().withNewMetadata().withName(name).endMetadata().build())
            .create();
    namespace
        .admin()
        .resource(node.edit().editOrNewStatus().addNewAddress(ip, "ExternalIP").endStatus().build())
        .updateStatus();
  }

  private static void service(TestNamespace namespace, String name, String ip) {
    namespace
        .admin()
        .services()
        .inNamespace(namespace.name())
        .resource(
            new ServiceBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withExternalIPs(ip)
                .withType("LoadBalancer")
                .addNewPort()
                .withPort(80)
                .endPort()
                .endSpec()
                .build())
        .create();
  }

  @Test
  void twoControllersOnOneClassDoNotFightIfOneObserves(TestNamespace namespace) throws Exception {
    try (OnClass ours = new OnClass(namespace)) {
      ours.ingress("a", Map.of());
      Serve on = replica(namespace, "on-0", FIXED);
      Serve observing =
          replica(
              namespace,
              "observing-0",
              Map.of(
                  Flag.ELECTION_ID,
                  "other",
                  Flag.STATUS,
                  "observe",
                  Flag.PUBLISH_STATUS_ADDRESS,
                  "198.51.100.7"));
      ours.awaitStatus("a", "192.0.2.1");
      ours.ingress("b", Map.of());
      ours.awaitStatus("b", "192.0.2.1");
      on.stop();
      observing.stop();
      assertThat(ours.status("a")).containsExactly("192.0.2.1");
      assertThat(ours.status("b")).containsExactly("192.0.2.1");
    }
  }

  @Test
  void theLastReplicaTakesItsAddressWithItAndNoOtherDoes(TestNamespace namespace) throws Exception {
    try (OnClass ours = new OnClass(namespace)) {
      ours.ingress("a", Map.of());
      TestPods.ready(namespace, "naru-0", "none");
      TestPods.ready(namespace, "naru-1", "none");
      Serve first = replica(namespace, "naru-0", FIXED);
      ours.awaitStatus("a", "192.0.2.1");
      first.stop();
      assertThat(ours.status("a")).containsExactly("192.0.2.1");
      namespace
          .admin()
          .pods()
          .inNamespace(namespace.name())
          .withName("naru-0")
          .withGracePeriod(0)
          .delete();
      Serve last = replica(namespace, "naru-1", FIXED);
      ours.ingress("b", Map.of());
      ours.awaitStatus("b", "192.0.2.1");
      last.stop();
      assertThat(ours.status("a")).isEmpty();
      assertThat(ours.status("b")).isEmpty();
    }
  }
}
