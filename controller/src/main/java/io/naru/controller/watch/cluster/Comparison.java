package io.naru.controller.watch.cluster;

import io.naru.controller.access.Selection;
import io.naru.controller.access.WatchedObjects;
import io.naru.controller.object.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds watches that died silently: from time to time it asks for the versions of all objects, and
/// where one is other than the watch knows, and still is after a while, the watch is begun anew. A
/// watch that rests is begun again too.
///
/// Thread rule: one thread takes [#turn] after turn.
final class Comparison {
  private static final Logger LOG = LoggerFactory.getLogger(Comparison.class);

  /// A list that takes longer is given up, and begun again.
  private static final Duration LONGEST_LIST = Duration.ofSeconds(60);

  private final WatchedObjects server;
  private final List<Feed> feeds;
  private final Pace pace;
  private final InstantSource clock;
  private volatile Instant compared = Instant.EPOCH;
  private Duration reading = Duration.ZERO;

  Comparison(WatchedObjects server, List<Feed> feeds, Pace pace, InstantSource clock) {
    this.server = server;
    this.feeds = feeds;
    this.pace = pace;
    this.clock = clock;
  }

  /// When all that was watched was last found, or made, to be what the server has; the epoch before
  /// the first time.
  Instant compared() {
    return compared;
  }

  /// Waits until it is time, and compares all.
  void turn() throws InterruptedException {
    Thread.sleep(pace.pause(reading));
    reading = Duration.ZERO;
    boolean all = true;
    for (Feed feed : feeds) {
      all &= guarded(feed);
    }
    compared = all ? clock.instant() : compared;
  }

  /// @return whether it was compared; one that never had a list needs no comparison, and one that
  ///   is just listed anew is left to that
  private boolean guarded(Feed feed) throws InterruptedException {
    try {
      if (feed.isResting()) {
        feed.begin();
        return true;
      }
      return !feed.isListed() || !feed.watch().isListing(LONGEST_LIST) && compare(feed);
    } catch (RuntimeException e) {
      LOG.error("a defect: the versions of {} were not compared", feed.selection(), e);
      return false;
    }
  }

  private boolean compare(Feed feed) throws InterruptedException {
    Map<ObjectKey, String> before = feed.watch().versions();
    Optional<Map<ObjectKey, String>> actual = read(feed.selection());
    Set<ObjectKey> suspects = actual.map(it -> differing(before, it)).orElse(Set.of());
    if (!suspects.isEmpty()) {
      TimeUnit.NANOSECONDS.sleep(pace.settle().toNanos());
      Map<ObjectKey, String> after = feed.watch().versions();
      // What the watch has told since needs no mending, whatever it told.
      mend(feed, suspects.stream().filter(it -> version(before, it).equals(version(after, it))));
    }
    return actual.isPresent();
  }

  /// What is not answered took no time of the server's.
  private Optional<Map<ObjectKey, String>> read(Selection selection) {
    long begun = System.nanoTime();
    Optional<Map<ObjectKey, String>> actual = server.versions(selection).asOptional();
    if (actual.isPresent()) {
      reading = reading.plusNanos(System.nanoTime() - begun);
    }
    return actual;
  }

  private static Set<ObjectKey> differing(
      Map<ObjectKey, String> known, Map<ObjectKey, String> actual) {
    return Stream.concat(known.keySet().stream(), actual.keySet().stream())
        .filter(it -> !version(known, it).equals(version(actual, it)))
        .collect(Collectors.toSet());
  }

  private static Optional<String> version(Map<ObjectKey, String> versions, ObjectKey key) {
    return Optional.ofNullable(versions.get(key));
  }

  private static void mend(Feed feed, Stream<ObjectKey> missed) {
    List<ObjectKey> all = missed.sorted().toList();
    if (!all.isEmpty()) {
      LOG.warn(
          "the watch of {} died silently: it missed {} changes, of {} for one; it is begun anew",
          feed.selection(),
          all.size(),
          all.getFirst());
      feed.begin();
    }
  }
}
