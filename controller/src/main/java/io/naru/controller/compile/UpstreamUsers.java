package io.naru.controller.compile;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Which Ingresses lead to which upstream, those that win conflicts first.
///
/// Thread rule: one thread at a time.
final class UpstreamUsers {
  private final Map<UpstreamKey, TreeMap<AcceptedIngress, String>> fields = new HashMap<>();

  /// The upstreams whose users are other than before.
  Set<UpstreamKey> update(List<IngressChange> changes) {
    Set<UpstreamKey> touched = new HashSet<>();
    for (IngressChange change : changes) {
      change.before().ifPresent(it -> uses(it).forEach((key, _) -> remove(key, it)));
      change
          .after()
          .ifPresent(it ->
              uses(it)
                  .forEach((key, field) ->
                      fields
                          .computeIfAbsent(key, _ -> new TreeMap<>(AcceptedIngress.OLDEST_FIRST))
                          .put(it, field)));
      change.either().forEach(it -> touched.addAll(uses(it).keySet()));
    }
    return touched;
  }

  List<UpstreamUse> of(UpstreamKey key) {
    return Optional.ofNullable(fields.get(key))
        .map(it -> it.entrySet().stream().map(use -> use(use.getKey(), use.getValue())).toList())
        .orElse(List.of());
  }

  private static UpstreamUse use(AcceptedIngress ingress, String field) {
    return new UpstreamUse(
        ingress.key(),
        field,
        ingress.policy().backend().balance(),
        ingress.policy().backend().clusterAddress());
  }

  private void remove(UpstreamKey key, AcceptedIngress user) {
    fields.computeIfPresent(
        key,
        (_, users) -> {
          users.remove(user);
          return users.isEmpty() ? null : users;
        });
  }

  /// The upstreams that an Ingress leads to, each with the field that names it first.
  private static Map<UpstreamKey, String> uses(AcceptedIngress ingress) {
    Map<UpstreamKey, String> uses = new LinkedHashMap<>();
    ingress
        .defaultBackend()
        .ifPresent(it -> uses.put(ingress.upstream(it), IngressRules.DEFAULT_BACKEND_FIELD));
    ingress
        .byHost()
        .values()
        .forEach(paths ->
            paths.forEach(
                it -> uses.putIfAbsent(ingress.upstream(it.service()), it.serviceField())));
    return uses;
  }
}
