package io.naru.controller.watch;

import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What differs between two states, one change an object.
///
/// @param changes in the order of their keys, each key once
/// @param servicesWithOtherSlices keys of the Services one of whose EndpointSlices was added,
///   updated or removed: a removed slice can no longer be asked which Service it belonged to
public record ChangeSet(List<Change> changes, Set<ObjectKey> servicesWithOtherSlices) {
  public ChangeSet {
    changes = changes.stream().sorted().toList();
    servicesWithOtherSlices = Set.copyOf(servicesWithOtherSlices);
  }

  public static ChangeSet none() {
    return new ChangeSet(List.of(), Set.of());
  }

  /// What differs when these changes and then the later ones came.
  public ChangeSet and(ChangeSet later) {
    if (isEmpty()) {
      return later;
    }
    Map<ObjectKey, Change.How> all = new HashMap<>();
    changes.forEach(it -> all.put(it.key(), it.how()));
    for (Change it : later.changes) {
      Optional.ofNullable(all.remove(it.key()))
          .map(first -> first.then(it.how()))
          .orElse(Optional.of(it.how()))
          .ifPresent(how -> all.put(it.key(), how));
    }
    Set<ObjectKey> services = new HashSet<>(servicesWithOtherSlices);
    services.addAll(later.servicesWithOtherSlices);
    return new ChangeSet(
        all.entrySet().stream().map(it -> new Change(it.getKey(), it.getValue())).toList(),
        services);
  }

  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /// The keys of the changed objects of one kind, in order.
  public Stream<ObjectKey> keys(Kind kind) {
    return changes.stream().map(Change::key).filter(key -> key.kind() == kind);
  }
}
