package io.naru.controller.watch;

import io.naru.controller.problem.Problem;
import java.util.List;

/// What a source tells: the state as it is now, how it differs from the state told before (from an
/// empty one the first time), and all problems of the source that stand now. The changes are empty
/// where only the problems are others.
public record ClusterUpdate(ClusterState state, ChangeSet changes, List<Problem> problems) {
  public ClusterUpdate {
    problems = problems.stream().sorted().distinct().toList();
  }

  /// This update for somebody who did not hear the one before.
  public ClusterUpdate after(ClusterUpdate unheard) {
    return new ClusterUpdate(state, unheard.changes.and(changes), problems);
  }
}
