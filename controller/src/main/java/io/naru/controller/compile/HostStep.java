package io.naru.controller.compile;

import io.naru.proxy.match.HostMatch;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/// Gathers the Ingresses by host. A host that no rule names any more is gone, except the one for
/// any host, which is always there.
///
/// Thread rule: one thread at a time.
final class HostStep {
  private static final HostMatch ANY = new HostMatch.Any();

  private final Map<HostMatch, NavigableSet<AcceptedIngress>> byHost = new HashMap<>();

  HostStep() {
    byHost.put(ANY, oldestFirst());
  }

  /// All hosts.
  Set<HostMatch> hosts() {
    return byHost.keySet();
  }

  boolean has(HostMatch host) {
    return byHost.containsKey(host);
  }

  HostRules rules(HostMatch host) {
    return new HostRules(host, List.copyOf(byHost.get(host)), secured(host));
  }

  /// The hosts whose rules are other than before.
  Set<HostMatch> update(List<IngressChange> changes) {
    Set<HostMatch> touched = new HashSet<>();
    Map<HostMatch, Boolean> securedBefore = new HashMap<>();
    for (IngressChange change : changes) {
      for (HostMatch host : change.hosts()) {
        securedBefore.computeIfAbsent(host, this::hasTls);
        touched.add(host);
        apply(change, host);
      }
    }
    securedBefore.forEach((host, before) -> {
      if (before != hasTls(host)) {
        touched.addAll(below(host));
      }
    });
    return touched;
  }

  private void apply(IngressChange change, HostMatch host) {
    NavigableSet<AcceptedIngress> ingresses = byHost.computeIfAbsent(host, _ -> oldestFirst());
    change.before().ifPresent(ingresses::remove);
    change.after().filter(it -> it.hosts().contains(host)).ifPresent(ingresses::add);
    if (ingresses.isEmpty() && !host.equals(ANY)) {
      byHost.remove(host);
    }
  }

  private boolean secured(HostMatch host) {
    return switch (host) {
      case HostMatch.Exact(String name) ->
          hasTls(host) || name.contains(".") && hasTls(parent(name));
      case HostMatch.OneLabel _ -> hasTls(host);
      case HostMatch.Any() -> false;
    };
  }

  private boolean hasTls(HostMatch host) {
    return byHost.getOrDefault(host, oldestFirst()).stream().anyMatch(it -> !it.tls().isEmpty());
  }

  /// The hosts that a wildcard's certificate secures as well.
  private List<HostMatch> below(HostMatch wildcard) {
    return byHost.keySet().stream()
        .filter(it ->
            it instanceof HostMatch.Exact(String name)
                && name.contains(".")
                && parent(name).equals(wildcard))
        .toList();
  }

  private static HostMatch parent(String name) {
    return new HostMatch.OneLabel(name.substring(name.indexOf('.') + 1));
  }

  private static NavigableSet<AcceptedIngress> oldestFirst() {
    return new TreeSet<>(AcceptedIngress.OLDEST_FIRST);
  }
}
