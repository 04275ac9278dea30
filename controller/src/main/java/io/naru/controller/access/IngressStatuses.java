package io.naru.controller.access;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressLoadBalancerIngress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;

/// Writes addresses into the status of Ingresses.
public final class IngressStatuses {
  private static final String FIELD_MANAGER = "naru";

  private final KubernetesClient client;

  IngressStatuses(KubernetesClient client) {
    this.client = client;
  }

  /// Server-side apply: the field belongs to Naru from now on.
  ///
  /// @param addresses none gives up the field
  /// @param force takes it from whoever has it; without this that is a conflict, whose reason names
  ///   the other
  /// @return the Ingress as it is then
  public Answer<Ingress> apply(
      String namespace, String name, List<IngressLoadBalancerIngress> addresses, boolean force) {
    Ingress patch =
        new IngressBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .endMetadata()
            .withNewStatus()
            .withNewLoadBalancer()
            .withIngress(addresses)
            .endLoadBalancer()
            .endStatus()
            .build();
    PatchContext how =
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(FIELD_MANAGER)
            .withForce(force)
            .build();
    return Answer.of(() ->
        client
            .network()
            .v1()
            .ingresses()
            .inNamespace(namespace)
            .withName(name)
            .subresource("status")
            .patch(how, patch));
  }
}
