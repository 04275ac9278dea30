package io.naru.controller.access;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A list that is kept up to date. It mends itself where a watch ends, is too old, or the server
/// was away; what it cannot see itself (a watch that says nothing any more) [#begin()] mends. What
/// a watch says is gone is gone; a list that lacks all or most of a sudden is doubted.
///
/// Thread rule: any thread; the listener is called under a lock of this watch.
public final class ObjectWatch implements AutoCloseable {
  /// Fewer may be missing in a list that is not empty.
  private static final int MANY = 100;

  private final Lists<?> lists;
  private final Kind kind;
  private final ObjectListener listener;
  private Optional<WatchRun<?>> run = Optional.empty();

  /// Objects that the listener was told of, of which only a list can say whether they are there.
  private final Set<ObjectKey> missing = new HashSet<>();

  private boolean doubted;
  private boolean listed;
  private int page = Page.MOST;
  private long begun;

  ObjectWatch(Lists<?> lists, Kind kind, ObjectListener listener) {
    this.lists = lists;
    this.kind = kind;
    this.listener = listener;
  }

  /// Begins to watch, or begins anew with a list: all objects are told again, and those that are no
  /// longer there are told as gone.
  public synchronized void begin() {
    Optional<WatchRun<?>> old = run;
    missing.addAll(versions().keySet());
    old.ifPresent(it -> it.leaving().forEach(name -> missing.add(key(name))));
    doubted = false;
    listed = false;
    begun = System.nanoTime();
    WatchRun<?> next = WatchRun.of(lists, page, this);
    run = Optional.of(next);
    old.ifPresent(WatchRun::stop);
    next.start();
  }

  /// Whether a watch is open just now.
  public synchronized boolean isWatching() {
    return run.map(WatchRun::isWatching).orElse(false);
  }

  /// Whether it was begun not longer ago than this, and no list is in since.
  public synchronized boolean isListing(Duration most) {
    return !listed && System.nanoTime() - begun < most.toNanos();
  }

  /// The version of each object as this watch knows it.
  public synchronized Map<ObjectKey, String> versions() {
    Map<ObjectKey, String> versions = new HashMap<>();
    run.ifPresent(it -> it.versions().forEach((name, version) -> versions.put(key(name), version)));
    return versions;
  }

  /// What the last list lacks and should have had; empty where it is believed. The next list ends
  /// that, and so does [#believe()].
  public synchronized Set<ObjectKey> doubted() {
    return doubted ? Set.copyOf(missing) : Set.of();
  }

  /// Believes the list that is doubted, if one still is.
  public synchronized void believe() {
    if (doubted) {
      settle();
    }
  }

  @Override
  public synchronized void close() {
    run.ifPresent(WatchRun::stop);
    run = Optional.empty();
  }

  synchronized void seen(WatchRun<?> by, HasMetadata object) {
    if (isCurrent(by)) {
      listener.seen(object);
    }
  }

  synchronized void gone(WatchRun<?> by, String name) {
    if (isCurrent(by)) {
      missing.remove(key(name));
      listener.gone(key(name));
    }
  }

  /// A list lacks it.
  synchronized void missing(WatchRun<?> by, String name) {
    if (isCurrent(by)) {
      missing.add(key(name));
    }
  }

  synchronized void listed(WatchRun<?> by) {
    if (isCurrent(by)) {
      listed = true;
      Set<ObjectKey> now = versions().keySet();
      missing.removeAll(now);
      int left = now.size();
      doubted = !missing.isEmpty() && (left == 0 || missing.size() > Math.max(MANY, left));
      if (doubted) {
        listener.doubted(missing.size(), left);
      } else {
        settle();
      }
    }
  }

  private void settle() {
    doubted = false;
    missing.removeAll(versions().keySet());
    missing.forEach(listener::gone);
    missing.clear();
    listener.listed();
  }

  /// Objects that are too large for a page of so many are asked for in smaller ones, from now on.
  synchronized boolean failed(WatchRun<?> by, Throwable failure) {
    if (!isCurrent(by)) {
      return false;
    }
    if (page > 1 && TooLarge.isCauseOf(failure)) {
      page = Page.smaller(page);
      begin();
      return false;
    }
    return listener.failed(Trouble.of(failure));
  }

  private boolean isCurrent(WatchRun<?> by) {
    return run.filter(it -> it == by).isPresent();
  }

  private ObjectKey key(String name) {
    int slash = name.indexOf('/');
    return slash < 0
        ? ObjectKey.ofCluster(kind, name)
        : new ObjectKey(kind, name.substring(0, slash), name.substring(slash + 1));
  }
}
