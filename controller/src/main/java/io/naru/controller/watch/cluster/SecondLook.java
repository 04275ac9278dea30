package io.naru.controller.watch.cluster;

import io.naru.controller.access.WatchedObjects;
import io.naru.controller.object.ObjectKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out whether an empty list is true: somebody between us and the server, or a server that
/// just starts, may answer without an error and without objects. It asks for the versions of all
/// objects at once, and again after a while: where both times there are none the list is believed,
/// where there are any the watch is begun anew, and where there is no answer it is asked again.
///
/// Thread rule: runs on one thread until that is interrupted.
///
/// @param pace says how often it is looked for such lists, and how long they settle
record SecondLook(WatchedObjects server, List<Feed> feeds, Pace pace) implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(SecondLook.class);

  @Override
  public void run() {
    try {
      while (true) {
        TimeUnit.NANOSECONDS.sleep(pace.look().toNanos());
        guarded(feeds.stream().filter(it -> it.watch().isDoubted()).toList());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void guarded(List<Feed> doubted) throws InterruptedException {
    try {
      look(doubted);
    } catch (RuntimeException e) {
      LOG.error("a defect: an empty list was not looked at again", e);
    }
  }

  private void look(List<Feed> doubted) throws InterruptedException {
    List<Feed> empty = doubted.stream().filter(this::isEmpty).toList();
    if (!empty.isEmpty()) {
      TimeUnit.NANOSECONDS.sleep(pace.settle().toNanos());
      empty.stream().filter(this::isEmpty).forEach(SecondLook::believe);
    }
  }

  /// One that is not empty is listed anew.
  private boolean isEmpty(Feed feed) {
    Optional<Map<ObjectKey, String>> actual = server.versions(feed.selection()).asOptional();
    if (actual.filter(it -> !it.isEmpty()).isPresent()) {
      LOG.warn(
          "a list of {} was empty and should not have been; it is made anew", feed.selection());
      feed.begin();
    }
    return actual.filter(Map::isEmpty).isPresent();
  }

  private static void believe(Feed feed) {
    LOG.info("there is no {} any more indeed", feed.selection());
    feed.watch().believe();
  }
}
