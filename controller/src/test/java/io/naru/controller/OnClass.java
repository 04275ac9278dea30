package io.naru.controller;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressLoadBalancerIngress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.naru.controller.testkit.TestNamespace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// An IngressClass of a test's own, named like its namespace, and the Ingresses on it.
record OnClass(TestNamespace namespace) implements AutoCloseable {

  OnClass {
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
                .withController(controller(namespace))
                .endSpec()
                .build())
        .create();
  }

  private static String controller(TestNamespace namespace) {
    return "naru.test/" + namespace.name();
  }

  /// What a controller of this class needs, on free ports of the loopback address, with a short
  /// term.
  static Map<Flag, String> flags(TestNamespace namespace) {
    return Map.of(
        Flag.KUBECONFIG,
        namespace.cluster().kubeconfig().toString(),
        Flag.CONTROLLER_CLASS,
        controller(namespace),
        Flag.BIND_ADDRESS,
        "127.0.0.1",
        Flag.HEALTHZ_HOST,
        "127.0.0.1",
        Flag.HTTP_PORT,
        "0",
        Flag.HTTPS_PORT,
        "0",
        Flag.HEALTHZ_PORT,
        "0",
        Flag.STATUS_PORT,
        "0",
        Flag.ELECTION_TTL,
        "2s");
  }

  void ingress(String name, Map<String, String> annotations) {
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
                .withAnnotations(annotations)
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

  private Resource<Ingress> named(String name) {
    return namespace
        .admin()
        .network()
        .v1()
        .ingresses()
        .inNamespace(namespace.name())
        .withName(name);
  }

  void awaitStatus(String name, String... ips) {
    named(name)
        .waitUntilCondition(
            it -> it != null && addresses(it).equals(List.of(ips)), 60, TimeUnit.SECONDS);
  }

  List<String> status(String name) {
    return addresses(named(name).get());
  }

  String version(String name) {
    return named(name).get().getMetadata().getResourceVersion();
  }

  /// Who wrote which of its fields.
  List<ManagedFieldsEntry> managers(String name) {
    return named(name).get().getMetadata().getManagedFields();
  }

  private static List<String> addresses(Ingress ingress) {
    return Optional.ofNullable(ingress.getStatus().getLoadBalancer().getIngress())
        .orElse(List.of())
        .stream()
        .map(IngressLoadBalancerIngress::getIp)
        .toList();
  }

  /// Takes the class away; the rest goes with the namespace.
  @Override
  public void close() {
    try (KubernetesClient admin = namespace.cluster().admin()) {
      admin.network().v1().ingressClasses().withName(namespace.name()).delete();
    }
  }
}
