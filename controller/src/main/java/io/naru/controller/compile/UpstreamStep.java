package io.naru.controller.compile;

import io.naru.controller.compile.Endpoints.Found;
import io.naru.controller.problem.Problem;
import io.naru.proxy.upstream.Upstream;
import io.naru.proxy.upstream.UpstreamId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds the endpoints of each upstream that is new, or whose Service, endpoints or users changed.
/// How it is balanced decides, of the Ingresses that lead to it, the one that wins conflicts
/// (behaviour 1).
///
/// Thread rule: one thread at a time.
final class UpstreamStep {
  private final CompileOptions options;
  private final UpstreamUsers users = new UpstreamUsers();
  private final Map<UpstreamId, UpstreamKey> keys = new HashMap<>();
  private final Memo<UpstreamId, Upstream> memo = new Memo<>();
  private final Map<UpstreamId, Set<String>> names = new HashMap<>();
  private Map<UpstreamId, Upstream> made = Map.of();
  private Optional<Upstream> permanent = Optional.empty();
  private Map<UpstreamId, Upstream> table = Map.of();

  UpstreamStep(CompileOptions options) {
    this.options = options;
  }

  /// The same object as before while no upstream changes.
  ///
  /// @param fallback the default backend's
  Map<UpstreamId, Upstream> update(
      World world, Changes changes, List<IngressChange> ingresses, Optional<Upstream> fallback) {
    Set<UpstreamId> affected = new HashSet<>(memo.readersOf(changes));
    for (UpstreamKey key : users.update(ingresses)) {
      UpstreamId id = key.id();
      keys.put(id, key);
      affected.add(id);
    }
    affected.forEach(id -> make(id, world));
    if (!Same.object(memo.table(), made) || !fallback.equals(permanent)) {
      made = memo.table();
      permanent = fallback;
      table = fallback.map(this::with).orElse(made);
    }
    return table;
  }

  List<Problem> problems() {
    return memo.problems();
  }

  /// The external names that endpoints are waited for from.
  Set<String> externalNames() {
    return names.values().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
  }

  private Map<UpstreamId, Upstream> with(Upstream fallback) {
    Map<UpstreamId, Upstream> all = new HashMap<>(made);
    all.put(fallback.id(), fallback);
    return Map.copyOf(all);
  }

  private void make(UpstreamId id, World world) {
    UpstreamKey key = Objects.requireNonNull(keys.get(id));
    List<UpstreamUse> uses = users.of(key);
    if (uses.isEmpty()) {
      keys.remove(id);
      names.remove(id);
      memo.remove(id);
      return;
    }
    Reading reading = world.reading();
    memo.put(
        id,
        Isolated.run(
            () -> made(key, uses, reading),
            defect ->
                new Made<>(
                    upstream(key, uses, Found.NONE),
                    uses.stream()
                        .map(it -> Problem.defect(it.user(), defect, "its requests get 503"))
                        .toList(),
                    reading.sources())));
    names.compute(id, (_, _) -> reading.names().isEmpty() ? null : reading.names());
  }

  private Made<Upstream> made(UpstreamKey key, List<UpstreamUse> uses, Reading reading) {
    Endpoints found =
        new ServiceEndpoints(options, reading).of(key.service(), uses.getFirst().clusterAddress());
    return switch (found) {
      case Found it -> new Made<>(upstream(key, uses, it), List.of(), reading.sources());
      case Endpoints.Unusable(String reason) ->
          new Made<>(
              upstream(key, uses, Found.NONE),
              uses.stream().map(it -> it.problem(reason)).toList(),
              reading.sources());
    };
  }

  private static Upstream upstream(UpstreamKey key, List<UpstreamUse> uses, Found found) {
    return found.upstream(key, uses.getFirst().balance());
  }
}
