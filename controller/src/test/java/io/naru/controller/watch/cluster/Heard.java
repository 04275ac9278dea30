package io.naru.controller.watch.cluster;

import io.naru.controller.problem.Problem;
import io.naru.controller.watch.ClusterState;
import io.naru.controller.watch.ClusterUpdate;
import io.naru.controller.watch.ClusterWatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A listener that remembers all it hears.
///
/// Thread rule: one thread tells, others wait.
final class Heard implements ClusterWatcher.Listener {
  static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

  private final List<ClusterUpdate> updates = new ArrayList<>();

  @Override
  public synchronized void updated(ClusterUpdate update) {
    updates.add(update);
    notifyAll();
  }

  synchronized List<ClusterUpdate> all() {
    return List.copyOf(updates);
  }

  /// The state as soon as it is as wanted.
  ClusterState state(Predicate<ClusterState> wanted) throws InterruptedException {
    return update(it -> wanted.test(it.state())).state();
  }

  /// The first problem with such a text as soon as it stands.
  void problem(String text) throws InterruptedException {
    update(it -> it.problems().stream().anyMatch(problem -> problem.sentence().contains(text)));
  }

  void noProblem() throws InterruptedException {
    update(it -> it.problems().isEmpty());
  }

  /// The newest update as soon as it is as wanted.
  private synchronized ClusterUpdate update(Predicate<ClusterUpdate> wanted)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE;
    while (updates.isEmpty() || !wanted.test(updates.getLast())) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError("not heard; last: " + (updates.isEmpty() ? "" : last()));
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return updates.getLast();
  }

  private String last() {
    ClusterUpdate last = updates.getLast();
    return last.state() + " " + last.problems().stream().map(Problem::sentence).toList();
  }
}
