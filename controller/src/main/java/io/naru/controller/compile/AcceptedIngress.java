package io.naru.controller.compile;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.translate.IngressPolicy;
import io.naru.controller.translate.Verdict;
import io.naru.controller.watch.Age;
import io.naru.proxy.match.HostMatch;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An Ingress that is ours, read but not yet merged with others.
record AcceptedIngress(Ingress object, IngressRules rules, IngressPolicy policy, Verdict verdict) {

  /// Who wins a conflict stands first (behaviour 5, catalogue A12).
  static final Comparator<AcceptedIngress> OLDEST_FIRST =
      Comparator.comparing(AcceptedIngress::object, Age.oldestFirst());

  ObjectKey key() {
    return new ObjectKey(
        Kind.INGRESS, object.getMetadata().getNamespace(), object.getMetadata().getName());
  }

  /// The hosts that it has a say in.
  Set<HostMatch> hosts() {
    return rules.catchAll() ? Set.of(new HostMatch.Any()) : rules.byHost().keySet();
  }

  List<PathRule> paths(HostMatch host) {
    return rules.byHost().getOrDefault(host, List.of());
  }

  Map<HostMatch, List<PathRule>> byHost() {
    return rules.byHost();
  }

  Optional<ServiceRef> defaultBackend() {
    return rules.defaultBackend();
  }

  List<TlsEntry> tls() {
    return rules.tls();
  }

  UpstreamKey upstream(ServiceRef service) {
    return new UpstreamKey(service, policy.backend().protocol(), policy.backend().transport());
  }
}
