package io.naru.controller.status;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.naru.controller.access.Answer;
import io.naru.controller.access.IngressStatuses;
import io.naru.controller.object.ObjectKey;

/// Where status is written.
interface StatusStore {
  /// Applies the addresses as ours.
  ///
  /// @param force takes the field from whoever has it; without it that is a conflict, whose reason
  ///   names the other
  /// @return the Ingress as it is then
  Answer<Ingress> apply(ObjectKey ingress, Addresses addresses, boolean force);

  static StatusStore of(IngressStatuses statuses) {
    return (key, addresses, force) ->
        statuses.apply(key.namespace(), key.name(), addresses.entries(), force);
  }
}
