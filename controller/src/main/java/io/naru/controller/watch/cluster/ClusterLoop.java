package io.naru.controller.watch.cluster;

import io.naru.controller.problem.Problem;
import io.naru.controller.problem.ProblemLog;
import io.naru.controller.watch.ChangeSet;
import io.naru.controller.watch.ClusterUpdate;
import io.naru.controller.watch.ClusterWatcher.Listener;
import io.naru.controller.watch.Holdoff;
import io.naru.controller.watch.StateEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The work of the telling thread: wait for news, hold a burst off, take what was gathered, tell.
/// Nothing is told before each watch had a full list.
///
/// Thread rule: one thread takes [#turn] after turn.
final class ClusterLoop {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterLoop.class);

  private final Pace pace;
  private final Gathering gathering;
  private final List<Feed> feeds;
  private final ReferredObjects objects;
  private final Listener listener;
  private final Complaints complaints;
  private final Holdoff holdoff;
  private final ProblemLog waiting = new ProblemLog(LOG);
  private ChangeSet untold = ChangeSet.none();
  private Optional<ClusterUpdate> told = Optional.empty();
  private Optional<Long> awaiting = Optional.empty();
  private long nextLook = System.nanoTime();

  ClusterLoop(
      Complaints complaints, Pace pace, Gathering gathering, Watches watches, Listener listener) {
    this.complaints = complaints;
    this.pace = pace;
    this.gathering = gathering;
    this.feeds = watches.feeds();
    this.objects = watches.objects();
    this.listener = listener;
    this.holdoff = new Holdoff(pace.quiet(), pace.maximum());
  }

  /// What is watched.
  record Watches(List<Feed> feeds, ReferredObjects objects) {}

  void turn() throws InterruptedException {
    long before = System.nanoTime();
    long untilDue =
        awaiting.isPresent() ? Long.MAX_VALUE : holdoff.remaining(before).orElse(Long.MAX_VALUE);
    boolean news = gathering.await(Math.min(untilDue, Math.max(0, nextLook - before)));
    long now = System.nanoTime();
    boolean look = nextLook - now <= 0;
    if (look) {
      nextLook = now + pace.look().toNanos();
    }
    if (!isComplete()) {
      waiting.tell(problems(now));
    } else {
      if (news || told.isEmpty()) {
        holdoff.event(now);
      }
      if ((look || holdoff.remaining(now).orElse(1) == 0) && !awaitsObjects(now)) {
        apply(now);
      }
    }
  }

  private boolean isComplete() {
    return told.isPresent() || feeds.stream().allMatch(Feed::isListed) && objects.isSettled();
  }

  /// What an Ingress refers to is just being read: it is told together with the Ingress, unless
  /// that takes long.
  private boolean awaitsObjects(long now) {
    if (objects.isSettled()) {
      awaiting = Optional.empty();
      return false;
    }
    long since = awaiting.orElse(now);
    awaiting = Optional.of(since);
    return now - since < pace.settle().toNanos();
  }

  /// Where the listener throws nothing counts as told: the next turn tells it again, with what came
  /// since.
  private void apply(long now) {
    StateEdit.Derived derived = gathering.take();
    untold = untold.and(derived.changes());
    ClusterUpdate update = new ClusterUpdate(derived.state(), untold, problems(now));
    if (told.isEmpty()) {
      waiting.tell(update.problems());
      LOG.info("{}: {}", complaints.url(), update.state());
    }
    if (!untold.isEmpty()
        || !told.map(ClusterUpdate::problems).equals(Optional.of(update.problems()))) {
      listener.updated(update);
    }
    told = Optional.of(update);
    untold = ChangeSet.none();
    holdoff.applied(System.nanoTime());
  }

  private List<Problem> problems(long now) {
    List<Problem> all = new ArrayList<>(complaints.about(feeds, told.isPresent(), now));
    all.addAll(objects.problems());
    return all;
  }
}
