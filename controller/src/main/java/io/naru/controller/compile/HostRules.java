package io.naru.controller.compile;

import io.naru.proxy.match.HostMatch;
import java.util.List;
import java.util.Optional;

/// What there is about one host.
///
/// @param ingresses those that have a say, who wins conflicts first
/// @param secured it has a certificate, or the wildcard above it has, so that `ssl-redirect`
///   applies
record HostRules(HostMatch host, List<AcceptedIngress> ingresses, boolean secured) {
  HostRules {
    ingresses = List.copyOf(ingresses);
  }

  /// The Ingress that decides about the certificate (behaviour 24). What no host takes has none of
  /// its own.
  Optional<AcceptedIngress> certificateOwner() {
    return host instanceof HostMatch.Any
        ? Optional.empty()
        : ingresses.stream().filter(it -> !it.tls().isEmpty()).findFirst();
  }
}
