package io.naru.controller.watch.cluster;

import io.naru.controller.access.WatchedObjects;
import io.naru.controller.watch.ClusterWatcher;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches an API server. While that is away, what was read last goes on to count; what happened
/// meanwhile is told when it is back. A list takes away only what a whole new list lacks.
///
/// Thread rule: as [ClusterWatcher] says.
public final class ClusterSource implements ClusterWatcher {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterSource.class);
  private static final Duration LAST_CALL = Duration.ofSeconds(30);

  private final Pace pace;
  private final Gathering gathering = new Gathering();
  private final WatchedObjects server;
  private final List<Feed> feeds;
  private final Optional<NamedSecrets> secrets;
  private final Comparison comparison;
  private final List<Thread> threads = new ArrayList<>();

  /// A watch that is not started.
  public ClusterSource(
      WatchedObjects server,
      Choice choice,
      Pace pace,
      StatusListener statuses,
      InstantSource clock) {
    this.server = server;
    this.pace = pace;
    this.secrets =
        switch (choice.secrets()) {
          case SecretReading.Watched() -> Optional.empty();
          case SecretReading.ByName how ->
              Optional.of(new NamedSecrets(server, how, choice.references(), gathering));
        };
    this.feeds =
        new Feeds(
                server,
                choice,
                gathering,
                new Destination(statuses::seen, statuses::gone),
                secrets.map(NamedSecrets::destination).orElse(Destination.NOWHERE))
            .all();
    this.comparison = new Comparison(server, feeds, pace, clock);
  }

  /// How many watches there are.
  public int watches() {
    return feeds.size();
  }

  /// How many of them are open just now.
  public long openWatches() {
    return feeds.stream().filter(it -> it.watch().isWatching()).count();
  }

  /// When all that is watched was last found, or made, to be what the server has; the epoch before
  /// the first time.
  public Instant compared() {
    return comparison.compared();
  }

  @Override
  public synchronized void start(Listener listener) {
    run(
        "cluster-watch",
        new ClusterLoop(
            new Complaints(server, pace.patience().toNanos()),
            pace,
            gathering,
            new ClusterLoop.Watches(feeds, secrets),
            listener));
    secrets.ifPresent(it -> run("named-secrets", it));
    feeds.forEach(Feed::begin);
    run("cluster-comparison", comparison);
    run("cluster-second-look", new SecondLook(server, feeds, pace));
  }

  private void run(String name, Runnable work) {
    threads.add(Thread.ofPlatform().name(name).daemon().start(work));
  }

  /// Waits for a listener that is at work, at most 30 seconds.
  @Override
  public synchronized void close() {
    threads.forEach(Thread::interrupt);
    feeds.forEach(Feed::close);
    threads.forEach(this::join);
  }

  private void join(Thread started) {
    try {
      if (!started.join(LAST_CALL)) {
        LOG.warn("the watch of {} is still at work on its last update", server.url());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
