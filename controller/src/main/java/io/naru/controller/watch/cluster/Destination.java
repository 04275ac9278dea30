package io.naru.controller.watch.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.naru.controller.object.ObjectKey;
import java.util.function.Consumer;

/// Where a watch puts what it sees.
///
/// @param put an object that is there or changed
/// @param remove one that is gone
record Destination(Consumer<HasMetadata> put, Consumer<ObjectKey> remove) {
  static final Destination NOWHERE = new Destination(_ -> {}, _ -> {});

  /// Both this and the other.
  Destination and(Destination other) {
    return new Destination(put.andThen(other.put), remove.andThen(other.remove));
  }
}
