package io.naru.controller.publish;

import io.naru.controller.object.ObjectKey;
import io.naru.controller.problem.Problem;
import io.naru.controller.watch.ChangeSet;
import io.naru.controller.watch.ClusterState;
import java.util.List;
import java.util.Set;

/// What holds after a compilation, for those who tell the cluster of it.
///
/// @param ingresses those that are ours
/// @param problems that stand, of all objects
public record Standing(ClusterState state, Set<ObjectKey> ingresses, List<Problem> problems) {
  public static final Standing NOTHING = new Standing(ClusterState.empty(), Set.of(), List.of());

  public Standing {
    problems = List.copyOf(problems);
  }

  /// Hears what stands. Called by the publishing thread, which must not be kept waiting.
  @FunctionalInterface
  public interface Listener {
    Listener NONE = (_, _) -> {};

    /// This stands now.
    ///
    /// @param since what differs from the state told before; all of it the first time
    void stands(Standing now, ChangeSet since);
  }
}
