package io.naru.controller.status;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressLoadBalancerIngressBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.testkit.TestNamespace;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// The Ingresses of a test's namespace, as an administrator sees them.
record Ingresses(TestNamespace namespace) {

  ObjectKey create(String name) {
    resource(
            new IngressBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withIngressClassName("nginx")
                .addNewRule()
                .withHost(name + ".test")
                .endRule()
                .endSpec()
                .build())
        .create();
    return new ObjectKey(Kind.INGRESS, namespace.name(), name);
  }

  private Resource<Ingress> resource(Ingress ingress) {
    return namespace
        .admin()
        .network()
        .v1()
        .ingresses()
        .inNamespace(namespace.name())
        .resource(ingress);
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

  private List<Ingress> all() {
    return namespace
        .admin()
        .network()
        .v1()
        .ingresses()
        .inNamespace(namespace.name())
        .list()
        .getItems();
  }

  /// Another controller writes one address.
  void write(String name, String ip, String manager) {
    Ingress status =
        new IngressBuilder()
            .withNewMetadata()
            .withName(name)
            .endMetadata()
            .withNewStatus()
            .withNewLoadBalancer()
            .withIngress(new IngressLoadBalancerIngressBuilder().withIp(ip).build())
            .endLoadBalancer()
            .endStatus()
            .build();
    named(name)
        .subresource("status")
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(manager)
                .withForce(true)
                .build(),
            status);
  }

  /// Tells all, as a watch would.
  void tell(ShownStatus shown) {
    all().forEach(shown::seen);
  }

  String status(String name) {
    return Addresses.shownBy(named(name).get()).toString();
  }

  void await(String name, String status) {
    named(name)
        .waitUntilCondition(
            it -> it != null && Addresses.shownBy(it).toString().equals(status),
            60,
            TimeUnit.SECONDS);
  }

  /// Who ever wrote the status and still has a field of it.
  Set<String> managers(String name) {
    return named(name).get().getMetadata().getManagedFields().stream()
        .filter(it -> "status".equals(it.getSubresource()))
        .map(ManagedFieldsEntry::getManager)
        .collect(Collectors.toSet());
  }

  String version(String name) {
    return named(name).get().getMetadata().getResourceVersion();
  }
}
