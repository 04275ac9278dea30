package io.naru.controller.watch.cluster;

import io.fabric8.kubernetes.api.model.networking.v1.IngressLoadBalancerIngress;
import io.naru.controller.object.ObjectKey;
import java.util.List;

/// Hears the addresses in the status of each Ingress, which a table is not compiled from. On
/// threads of the watch: it returns soon.
public interface StatusListener {
  /// Hears nothing.
  StatusListener NONE =
      new StatusListener() {
        @Override
        public void seen(ObjectKey ingress, List<IngressLoadBalancerIngress> addresses) {}

        @Override
        public void gone(ObjectKey ingress) {}
      };

  /// The addresses as they are now; perhaps the same as before.
  void seen(ObjectKey ingress, List<IngressLoadBalancerIngress> addresses);

  void gone(ObjectKey ingress);
}
