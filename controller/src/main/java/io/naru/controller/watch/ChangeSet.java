package io.naru.controller.watch;

import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import java.util.List;
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

  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /// The keys of the changed objects of one kind, in order.
  public Stream<ObjectKey> keys(Kind kind) {
    return changes.stream().map(Change::key).filter(key -> key.kind() == kind);
  }

  public boolean touches(Kind kind) {
    return keys(kind).findAny().isPresent();
  }
}
