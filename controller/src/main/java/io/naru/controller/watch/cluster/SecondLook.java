package io.naru.controller.watch.cluster;

import io.naru.controller.access.WatchedObjects;
import io.naru.controller.object.ObjectKey;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out whether a list is true that lacks all there was, or most: somebody between us and the
/// server, or a server that just starts, may answer without an error and without objects. It asks
/// for the versions of all objects at once, and again for as long as [Pace#doubt] says: where what
/// is missing is missing each time the list is believed, where some of it is there the watch is
/// begun anew, and where there is no answer it is asked again.
///
/// Thread rule: one thread takes [#turn] after turn.
final class SecondLook {
  private static final Logger LOG = LoggerFactory.getLogger(SecondLook.class);

  /// Looks at a list that is doubted for long.
  private static final int LOOKS = 8;

  private final WatchedObjects server;
  private final List<Feed> feeds;
  private final Pace pace;
  private final Map<Feed, Confirmed> confirmed = new HashMap<>();

  /// @param pace says how often it is looked for such lists, and how long they are doubted
  SecondLook(WatchedObjects server, List<Feed> feeds, Pace pace) {
    this.server = server;
    this.feeds = feeds;
    this.pace = pace;
  }

  /// Times are by [System#nanoTime()].
  ///
  /// @param since of the first look that showed no more
  /// @param next when to look again
  private record Confirmed(long since, long next) {}

  void turn() throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(pace.look().toNanos());
    for (Feed feed : feeds) {
      Set<ObjectKey> missing = feed.watch().doubted();
      if (missing.isEmpty()) {
        confirmed.remove(feed);
      } else if (isDue(feed)) {
        look(feed, missing);
      }
    }
  }

  private boolean isDue(Feed feed) {
    return Optional.ofNullable(confirmed.get(feed))
        .filter(it -> it.next() - System.nanoTime() > 0)
        .isEmpty();
  }

  private void look(Feed feed, Set<ObjectKey> missing) {
    Optional<Map<ObjectKey, String>> actual = server.versions(feed.selection()).asOptional();
    if (actual.isEmpty()) {
      return;
    }
    if (!Collections.disjoint(actual.get().keySet(), missing)) {
      LOG.warn(
          "a list of {} lacked some that are there, or all; it is made anew", feed.selection());
      confirmed.remove(feed);
      feed.begin();
      return;
    }
    long now = System.nanoTime();
    Duration doubt = pace.doubt(missing.size());
    Confirmed so = confirmed.getOrDefault(feed, new Confirmed(now, now));
    if (now - so.since() >= doubt.toNanos()) {
      LOG.info("{} of {} are there no more indeed", missing.size(), feed.selection());
      confirmed.remove(feed);
      feed.watch().believe();
    } else {
      confirmed.put(feed, new Confirmed(so.since(), now + pause(doubt).toNanos()));
    }
  }

  private Duration pause(Duration doubt) {
    Duration part = doubt.dividedBy(LOOKS);
    return part.compareTo(pace.settle()) < 0 ? pace.settle() : part;
  }
}
