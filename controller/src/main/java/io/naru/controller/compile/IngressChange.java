package io.naru.controller.compile;

import io.naru.proxy.match.HostMatch;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An accepted Ingress as it was and as it is; at least one of both.
record IngressChange(Optional<AcceptedIngress> before, Optional<AcceptedIngress> after) {

  Stream<AcceptedIngress> either() {
    return Stream.concat(before.stream(), after.stream());
  }

  Set<HostMatch> hosts() {
    return either().flatMap(it -> it.hosts().stream()).collect(Collectors.toSet());
  }
}
