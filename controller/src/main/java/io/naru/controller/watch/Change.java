package io.naru.controller.watch;

import io.naru.controller.object.ObjectKey;

/// One object that is other than in the state before.
public record Change(ObjectKey key, How how) implements Comparable<Change> {
  /// What happened to it.
  public enum How {
    ADDED,
    UPDATED,
    REMOVED
  }

  @Override
  public int compareTo(Change other) {
    int byKey = key.compareTo(other.key);
    return byKey != 0 ? byKey : how.compareTo(other.how);
  }
}
