package io.naru.controller.status;

import io.naru.controller.object.ObjectKey;

/// Whose addresses the status shows (behaviour 31).
public sealed interface AddressChoice {

  /// `--publish-status-address`.
  record Fixed(Addresses addresses) implements AddressChoice {}

  /// `--publish-service`.
  record OfService(ObjectKey service) implements AddressChoice {}

  /// Those of the nodes that the replicas run on.
  ///
  /// @param internal `--report-node-internal-ip-address`
  record OfNodes(boolean internal) implements AddressChoice {}
}
