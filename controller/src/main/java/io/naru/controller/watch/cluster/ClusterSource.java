package io.naru.controller.watch.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.naru.controller.access.WatchedObjects;
import io.naru.controller.pace.Threads;
import io.naru.controller.pace.Ticker;
import io.naru.controller.watch.ClusterState;
import io.naru.controller.watch.ClusterWatcher;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Watches an API server. While that is away, what was read last goes on to count; what happened
/// meanwhile is told when it is back. A list takes away only what a whole new list lacks.
///
/// Thread rule: as [ClusterWatcher] says.
public final class ClusterSource implements ClusterWatcher {
  /// What others may have stored in Secrets and ConfigMaps that are read, as a part of the heap.
  private static final int SHARE = 4;

  private final Pace pace;
  private final Gathering gathering = new Gathering();
  private final WatchedObjects server;
  private final List<Feed> feeds;
  private final ReferredObjects objects;
  private final Comparison comparison;
  private final Threads threads = new Threads(Ticker.system());

  /// A watch that is not started.
  public ClusterSource(
      WatchedObjects server,
      Choice choice,
      Pace pace,
      StatusListener statuses,
      InstantSource clock) {
    this.server = server;
    this.pace = pace;
    this.objects =
        new ReferredObjects(
            server,
            choice.secrets(),
            choice.references(),
            new Allowance(Runtime.getRuntime().maxMemory() / SHARE),
            gathering);
    this.feeds =
        new Feeds(
                server, choice, gathering, new Destination(statuses::seen, statuses::gone), objects)
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

  /// What an Ingress that is not stored yet refers to and a state lacks, as nobody did before; read
  /// within a second, as far as that is possible.
  public List<HasMetadata> unread(Ingress ingress, ClusterState state) {
    return objects.unread(ingress, state);
  }

  @Override
  public synchronized void start(Listener listener) {
    ClusterLoop loop =
        new ClusterLoop(
            new Complaints(server, pace),
            pace,
            gathering,
            new ClusterLoop.Watches(feeds, objects),
            listener);
    threads.start("cluster-watch", loop::turn);
    threads.start("referred-objects", objects::turn);
    feeds.forEach(Feed::begin);
    threads.startUnhurried("cluster-comparison", comparison::turn);
    threads.startUnhurried("cluster-second-look", new SecondLook(server, feeds, pace)::turn);
  }

  @Override
  public Threads threads() {
    return threads;
  }

  /// Waits for a listener that is at work, at most 30 seconds.
  @Override
  public synchronized void close() {
    feeds.forEach(Feed::close);
    threads.close();
  }
}
