package io.naru.controller.compile;

import io.naru.proxy.match.HostMatch;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the spec of an Ingress says.
///
/// @param byHost its paths by host, in the order of the spec; a host without paths is there too
/// @param defaultBackend the Service of what no path of its hosts matches
/// @param catchAll it has no rules at all, so that its default backend takes what no host takes
record IngressRules(
    Map<HostMatch, List<PathRule>> byHost,
    Optional<ServiceRef> defaultBackend,
    boolean catchAll,
    List<TlsEntry> tls) {
  static final String DEFAULT_BACKEND_FIELD = "spec.defaultBackend.service";

  IngressRules {
    byHost = frozen(byHost);
    tls = List.copyOf(tls);
  }

  /// One host, as most have, needs no order, and so takes less memory.
  private static Map<HostMatch, List<PathRule>> frozen(Map<HostMatch, List<PathRule>> byHost) {
    Map<HostMatch, List<PathRule>> copy = new LinkedHashMap<>();
    byHost.forEach((host, paths) -> copy.put(host, List.copyOf(paths)));
    return copy.size() == 1 ? Map.copyOf(copy) : Collections.unmodifiableMap(copy);
  }
}
