package io.naru.controller.compile;

import io.naru.proxy.upstream.UpstreamId;
import java.util.Optional;

/// One place of a host, before its routes are made.
///
/// @param path as the rule has it
/// @param exact else it is a prefix
/// @param target empty: the default backend answers
/// @param field where its Ingress defines it; empty for one that no rule defines
record Location(String path, boolean exact, Owner owner, Optional<Target> target, String field) {

  /// @param service as labels show it
  record Target(ServiceRef service, UpstreamId upstream) {

    static Target of(AcceptedIngress ingress, ServiceRef service) {
      return new Target(service, ingress.upstream(service).id());
    }
  }

  boolean samePlace(Location other) {
    return path.equals(other.path) && exact == other.exact;
  }

  boolean root() {
    return path.equals("/");
  }

  boolean endsWithSlash() {
    return path.endsWith("/");
  }
}
