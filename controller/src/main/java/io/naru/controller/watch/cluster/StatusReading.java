package io.naru.controller.watch.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressLoadBalancerIngress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressLoadBalancerStatus;
import io.fabric8.kubernetes.api.model.networking.v1.IngressStatus;
import io.naru.controller.watch.ClusterState;
import java.util.List;
import java.util.Optional;

/// Tells a listener the status of Ingresses before they become lean.
record StatusReading(StatusListener listener) {

  Destination destination() {
    return new Destination(this::seen, listener::gone);
  }

  private void seen(HasMetadata object) {
    if (object instanceof Ingress ingress) {
      listener.seen(ClusterState.keyOf(ingress), addresses(ingress));
    }
  }

  private static List<IngressLoadBalancerIngress> addresses(Ingress ingress) {
    return Optional.ofNullable(ingress.getStatus())
        .map(IngressStatus::getLoadBalancer)
        .map(IngressLoadBalancerStatus::getIngress)
        .map(List::copyOf)
        .orElse(List.of());
  }
}
