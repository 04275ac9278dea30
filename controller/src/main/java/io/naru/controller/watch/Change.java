package io.naru.controller.watch;

import io.naru.controller.object.ObjectKey;
import java.util.Optional;

/// One object that is other than in the state before.
public record Change(ObjectKey key, How how) implements Comparable<Change> {
  /// What happened to it.
  public enum How {
    ADDED,
    UPDATED,
    REMOVED;

    /// What one change and then another come to; empty where that is nothing.
    Optional<How> then(How later) {
      return switch (this) {
        case ADDED -> later == REMOVED ? Optional.empty() : Optional.of(ADDED);
        case UPDATED -> Optional.of(later == ADDED ? UPDATED : later);
        case REMOVED -> Optional.of(later == REMOVED ? REMOVED : UPDATED);
      };
    }
  }

  @Override
  public int compareTo(Change other) {
    int byKey = key.compareTo(other.key);
    return byKey != 0 ? byKey : how.compareTo(other.how);
  }
}
