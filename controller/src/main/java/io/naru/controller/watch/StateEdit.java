package io.naru.controller.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A set of objects to put into or take out of a state. Objects become lean as they enter, and one
/// that equals what the state has already is no change.
///
/// Thread rule: one thread; of no use after [#apply()].
public final class StateEdit {
  private final ClusterState base;
  private final Map<ObjectKey, Optional<HasMetadata>> edits = new HashMap<>();
  private boolean classesReadable;

  StateEdit(ClusterState base) {
    this.base = base;
    this.classesReadable = base.classesReadable();
  }

  /// Puts an object, replacing the one with its key.
  ///
  /// @throws IllegalArgumentException if it is of a class outside of [Kind], or without the name or
  ///   namespace that its kind needs
  public StateEdit put(HasMetadata object) {
    HasMetadata lean = LeanObject.of(object);
    edits.put(LeanObject.key(lean), Optional.of(lean));
    return this;
  }

  /// Takes an object out; one that is not there is no change.
  public StateEdit remove(ObjectKey key) {
    edits.put(key, Optional.empty());
    return this;
  }

  /// Says whether the source may read IngressClasses. Where that is other than before, every
  /// Ingress counts as changed.
  public StateEdit classesReadable(boolean readable) {
    classesReadable = readable;
    return this;
  }

  /// The derived state with what differs from the state before.
  public Derived apply() {
    List<Change> changes = new ArrayList<>();
    Map<Kind, Map<ObjectKey, Optional<HasMetadata>>> effective = new EnumMap<>(Kind.class);
    SliceEdits slices = new SliceEdits(base.sliceIndex());
    edits.forEach((key, after) -> {
      Optional<HasMetadata> before = base.object(key);
      if (before.equals(after)) {
        return;
      }
      changes.add(new Change(key, how(before, after)));
      effective.computeIfAbsent(key.kind(), _ -> new HashMap<>()).put(key, after);
      if (key.kind() == Kind.ENDPOINT_SLICE) {
        slices.replace(before.map(EndpointSlice.class::cast), after.map(EndpointSlice.class::cast));
      }
    });
    if (classesReadable != base.classesReadable()) {
      base.table(Kind.INGRESS)
          .values()
          .map(LeanObject::key)
          .filter(it -> !edits.containsKey(it))
          .map(it -> new Change(it, Change.How.UPDATED))
          .forEach(changes::add);
    } else if (changes.isEmpty()) {
      return new Derived(base, ChangeSet.none());
    }
    return new Derived(
        new ClusterState(tables(effective), slices.index(), classesReadable),
        new ChangeSet(changes, slices.services()));
  }

  private Map<Kind, ShardedMap<ObjectKey, HasMetadata>> tables(
      Map<Kind, Map<ObjectKey, Optional<HasMetadata>>> effective) {
    Map<Kind, ShardedMap<ObjectKey, HasMetadata>> tables = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      tables.put(kind, base.table(kind).with(effective.getOrDefault(kind, Map.of())));
    }
    return tables;
  }

  private static Change.How how(Optional<HasMetadata> before, Optional<HasMetadata> after) {
    if (before.isEmpty()) {
      return Change.How.ADDED;
    }
    return after.isEmpty() ? Change.How.REMOVED : Change.How.UPDATED;
  }

  /// A state and how it differs from the one it was derived from; the same state where nothing
  /// does.
  public record Derived(ClusterState state, ChangeSet changes) {}
}
