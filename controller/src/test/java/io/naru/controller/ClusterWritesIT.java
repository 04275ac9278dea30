package io.naru.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressLoadBalancerIngress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.naru.controller.testkit.OnRealCluster;
import io.naru.controller.testkit.TestNamespace;
import io.naru.controller.testkit.TestPods;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Whole controllers on a real API server: what they write there.
@OnRealCluster
class ClusterWritesIT {
  private Optional<Runnable> removal = Optional.empty();

  @AfterEach
  void remove() {
    removal.ifPresent(Runnable::run);
  }

  /// A class of this test's own, named like its namespace.
  private void ingressClass(TestNamespace namespace) {
    namespace
        .admin()
        .network()
        .v1()
        .ingressClasses()
        .resource(
            new IngressClassBuilder()
                .withNewMetadata()
                .withName(namespace.name())
                .endMetadata()
                .withNewSpec()
                .withController("naru.test/" + namespace.name())
                .endSpec()
                .build())
        .create();
    removal = Optional.of(() -> removeClass(namespace));
  }

  private static void removeClass(TestNamespace namespace) {
    try (KubernetesClient admin = namespace.cluster().admin()) {
      admin.network().v1().ingressClasses().withName(namespace.name()).delete();
    }
  }

  private static Serve replica(TestNamespace namespace, String pod, String... flags)
      throws Exception {
    Map<Flag, String> values =
        Stream.concat(
                Stream.of(
                    "KUBECONFIG=" + namespace.cluster().kubeconfig(),
                    "CONTROLLER_CLASS=naru.test/" + namespace.name(),
                    "INGRESS_CLASS=" + namespace.name(),
                    "BIND_ADDRESS=127.0.0.1",
                    "HEALTHZ_HOST=127.0.0.1",
                    "HTTP_PORT=0",
                    "HTTPS_PORT=0",
                    "HEALTHZ_PORT=0",
                    "STATUS_PORT=0",
                    "ELECTION_TTL=2s",
                    "PUBLISH_STATUS_ADDRESS=192.0.2.1"),
                Stream.of(flags))
            .map(it -> it.split("=", 2))
            .collect(Collectors.toMap(it -> Flag.valueOf(it[0]), it -> it[1], (_, given) -> given));
    Serve serve =
        new Serve(
            new SettingsReader(
                    new FlagValues(values),
                    Map.of("POD_NAME", pod, "POD_NAMESPACE", namespace.name()))
                .settings());
    serve.start();
    return serve;
  }

  private static void ingress(TestNamespace namespace, String name, Map<String, String> notes) {
    namespace
        .admin()
        .network()
        .v1()
        .ingresses()
        .inNamespace(namespace.name())
        .resource(
            new IngressBuilder()
                .withNewMetadata()
                .withName(name)
                .withAnnotations(notes)
                .endMetadata()
                .withNewSpec()
                .withIngressClassName(namespace.name())
                .addNewRule()
                .withHost(name + "." + namespace.name() + ".test")
                .endRule()
                .endSpec()
                .build())
        .create();
  }

  private static void awaitStatus(TestNamespace namespace, String name, String ip) {
    namespace
        .admin()
        .network()
        .v1()
        .ingresses()
        .inNamespace(namespace.name())
        .withName(name)
        .waitUntilCondition(it -> it != null && shows(it, ip), 60, TimeUnit.SECONDS);
  }

  private static boolean shows(Ingress ingress, String ip) {
    return Optional.ofNullable(ingress.getStatus().getLoadBalancer().getIngress())
        .orElse(List.of())
        .stream()
        .map(IngressLoadBalancerIngress::getIp)
        .toList()
        .equals(List.of(ip));
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
    ingressClass(namespace);
    ingress(
        namespace, "a", Map.of("nginx.ingress.kubernetes.io/proxy-read-timeout", "not a number"));
    Serve one = replica(namespace, "naru-0");
    awaitStatus(namespace, "a", "192.0.2.1");
    Serve two = replica(namespace, "naru-1");
    one.stop();
    ingress(namespace, "b", Map.of());
    awaitStatus(namespace, "b", "192.0.2.1");
    List<Event> events = awaitEvent(namespace, "AnnotationParsingFailed");
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

  @Test
  void theAddressOfThePublishedServiceIsFollowedAsSoonAsItIsThere(TestNamespace namespace)
      throws Exception {
    ingressClass(namespace);
    ingress(namespace, "a", Map.of());
    Serve serve =
        replica(
            namespace,
            "naru-0",
            "PUBLISH_STATUS_ADDRESS=",
            "PUBLISH_SERVICE=" + namespace.name() + "/edge");
    namespace
        .admin()
        .services()
        .inNamespace(namespace.name())
        .resource(
            new ServiceBuilder()
                .withNewMetadata()
                .withName("edge")
                .endMetadata()
                .withNewSpec()
                .withExternalIPs("192.0.2.9")
                .withType("LoadBalancer")
                .addNewPort()
                .withPort(80)
                .endPort()
                .endSpec()
                .build())
        .create();
    awaitStatus(namespace, "a", "192.0.2.9");
    serve.stop();
  }

  @Test
  void twoControllersOnOneClassDoNotFightIfOneObserves(TestNamespace namespace) throws Exception {
    ingressClass(namespace);
    ingress(namespace, "a", Map.of());
    Serve on = replica(namespace, "on-0");
    Serve observing =
        replica(
            namespace,
            "observing-0",
            "ELECTION_ID=other",
            "STATUS=observe",
            "PUBLISH_STATUS_ADDRESS=198.51.100.7");
    awaitStatus(namespace, "a", "192.0.2.1");
    ingress(namespace, "b", Map.of());
    awaitStatus(namespace, "b", "192.0.2.1");
    on.stop();
    observing.stop();
    assertThat(
            namespace
                .admin()
                .network()
                .v1()
                .ingresses()
                .inNamespace(namespace.name())
                .list()
                .getItems())
        .hasSize(2)
        .allSatisfy(it -> assertThat(shows(it, "192.0.2.1")).isTrue());
  }

  @Test
  void theLastReplicaTakesItsAddressWithItAndNoOtherDoes(TestNamespace namespace) throws Exception {
    ingressClass(namespace);
    ingress(namespace, "a", Map.of());
    TestPods.ready(namespace, "naru-0", "none");
    TestPods.ready(namespace, "naru-1", "none");
    Serve first = replica(namespace, "naru-0");
    awaitStatus(namespace, "a", "192.0.2.1");
    first.stop();
    assertThat(shows(ingress(namespace, "a"), "192.0.2.1")).isTrue();
    namespace
        .admin()
        .pods()
        .inNamespace(namespace.name())
        .withName("naru-0")
        .withGracePeriod(0)
        .delete();
    Serve last = replica(namespace, "naru-1", "UPDATE_STATUS_ON_SHUTDOWN=true");
    ingress(namespace, "b", Map.of());
    awaitStatus(namespace, "b", "192.0.2.1");
    last.stop();
    assertThat(shows(ingress(namespace, "a"), "192.0.2.1")).isFalse();
    assertThat(shows(ingress(namespace, "b"), "192.0.2.1")).isFalse();
  }

  private static Ingress ingress(TestNamespace namespace, String name) {
    return namespace
        .admin()
        .network()
        .v1()
        .ingresses()
        .inNamespace(namespace.name())
        .withName(name)
        .get();
  }
}
