package io.naru.controller.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A state with an object as it is given and not in its lean form, so that a test can let it do
/// what no object of a source does.
public final class RawState {
  private RawState() {}

  public static StateEdit.Derived with(ClusterState base, HasMetadata object) {
    ObjectKey key = ClusterState.keyOf(object);
    Map<Kind, ShardedMap<ObjectKey, HasMetadata>> tables = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      tables.put(kind, base.table(kind));
    }
    tables.compute(key.kind(), (_, table) -> table.with(Map.of(key, Optional.of(object))));
    return new StateEdit.Derived(
        new ClusterState(tables, base.sliceIndex(), base.classesReadable()),
        new ChangeSet(List.of(new Change(key, Change.How.ADDED)), Set.of()));
  }
}
