package io.naru.controller.watch.cluster;

import io.naru.controller.problem.Problem;
import io.naru.controller.problem.ProblemLog;
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
/// Thread rule: runs on one thread until that is interrupted.
final class ClusterLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterLoop.class);

  private final Pace pace;
  private final Gathering gathering;
  private final List<Feed> feeds;
  private final Optional<NamedSecrets> secrets;
  private final Listener listener;
  private final Complaints complaints;
  private final Holdoff holdoff;
  private final ProblemLog waiting = new ProblemLog(LOG);
  private Optional<ClusterUpdate> told = Optional.empty();
  private long nextLook = System.nanoTime();

  ClusterLoop(
      Complaints complaints, Pace pace, Gathering gathering, Watches watches, Listener listener) {
    this.complaints = complaints;
    this.pace = pace;
    this.gathering = gathering;
    this.feeds = watches.feeds();
    this.secrets = watches.secrets();
    this.listener = listener;
    this.holdoff = new Holdoff(pace.quiet(), pace.maximum());
  }

  /// What is watched.
  record Watches(List<Feed> feeds, Optional<NamedSecrets> secrets) {}

  @Override
  public void run() {
    try {
      while (true) {
        turn();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void turn() throws InterruptedException {
    long before = System.nanoTime();
    long untilDue = holdoff.remaining(before).orElse(Long.MAX_VALUE);
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
      if (look || holdoff.remaining(now).orElse(1) == 0) {
        apply(now);
      }
    }
  }

  private boolean isComplete() {
    return told.isPresent()
        || feeds.stream().allMatch(Feed::isListed)
            && secrets.map(NamedSecrets::isSettled).orElse(true);
  }

  private void apply(long now) {
    StateEdit.Derived derived = gathering.take();
    ClusterUpdate update = new ClusterUpdate(derived.state(), derived.changes(), problems(now));
    boolean news =
        !update.changes().isEmpty()
            || !told.map(ClusterUpdate::problems).equals(Optional.of(update.problems()));
    if (told.isEmpty()) {
      waiting.tell(update.problems());
      LOG.info("{}: {}", complaints.url(), update.state());
    }
    told = Optional.of(update);
    if (news) {
      tell(update);
    }
    holdoff.applied(System.nanoTime());
  }

  private List<Problem> problems(long now) {
    List<Problem> all = new ArrayList<>(complaints.about(feeds, told.isPresent(), now));
    secrets.ifPresent(it -> all.addAll(it.problems()));
    return all;
  }

  private void tell(ClusterUpdate update) {
    try {
      listener.updated(update);
    } catch (RuntimeException e) {
      LOG.error("a defect: an update of {} was not applied", complaints.url(), e);
    }
  }
}
