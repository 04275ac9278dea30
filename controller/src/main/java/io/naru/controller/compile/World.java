package io.naru.controller.compile;

import io.naru.controller.watch.ClusterState;

/// All that a table is compiled from, at one moment.
public record World(ClusterState state, ResolvedNames names) {
  public static final World EMPTY = new World(ClusterState.empty(), ResolvedNames.NONE);

  /// The world as one thing sees it that is being compiled.
  Reading reading() {
    return new Reading(this);
  }
}
