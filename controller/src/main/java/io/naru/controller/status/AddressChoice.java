package io.naru.controller.status;

import io.naru.controller.object.ObjectKey;
import java.util.Optional;

/// Whose addresses the status shows (behaviour 31).
public sealed interface AddressChoice {

  /// The published Service, if that is the choice.
  default Optional<ObjectKey> service() {
    return Optional.empty();
  }

  /// `--publish-status-address`.
  record Fixed(Addresses addresses) implements AddressChoice {}

  /// `--publish-service`.
  record OfService(ObjectKey key) implements AddressChoice {
    @Override
    public Optional<ObjectKey> service() {
      return Optional.of(key);
    }
  }

  /// Those of the nodes that the replicas run on.
  ///
  /// @param internal `--report-node-internal-ip-address`
  record OfNodes(boolean internal) implements AddressChoice {}
}
