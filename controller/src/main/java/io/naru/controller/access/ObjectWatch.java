package io.naru.controller.access;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A list that is kept up to date. It mends itself where a watch ends, is too old, or the server
/// was away; what it cannot see itself (a watch that says nothing any more) [#begin()] mends.
///
/// Thread rule: any thread; the listener is called under a lock of this watch.
public final class ObjectWatch implements AutoCloseable {
  private final Lists<?> lists;
  private final Kind kind;
  private final ObjectListener listener;
  private Optional<WatchRun<?>> run = Optional.empty();
  private Set<ObjectKey> before = Set.of();

  ObjectWatch(Lists<?> lists, Kind kind, ObjectListener listener) {
    this.lists = lists;
    this.kind = kind;
    this.listener = listener;
  }

  /// Begins to watch, or begins anew with a list: all objects are told again, and those that are no
  /// longer there are told as gone.
  public synchronized void begin() {
    Optional<WatchRun<?>> old = run;
    before = versions().keySet();
    WatchRun<?> next = WatchRun.of(lists, this);
    run = Optional.of(next);
    old.ifPresent(WatchRun::stop);
    next.start();
  }

  /// Whether a watch is open just now.
  public synchronized boolean isWatching() {
    return run.map(WatchRun::isWatching).orElse(false);
  }

  /// The version of each object as this watch knows it.
  public synchronized Map<ObjectKey, String> versions() {
    Map<ObjectKey, String> versions = new HashMap<>();
    run.ifPresent(it -> it.versions().forEach((name, version) -> versions.put(key(name), version)));
    return versions;
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
      listener.gone(key(name));
    }
  }

  synchronized void listed(WatchRun<?> by) {
    if (isCurrent(by)) {
      Set<ObjectKey> now = versions().keySet();
      before.stream().filter(it -> !now.contains(it)).forEach(listener::gone);
      before = Set.of();
      listener.listed();
    }
  }

  synchronized boolean failed(WatchRun<?> by, Throwable failure) {
    return isCurrent(by) && listener.failed(Trouble.of(failure));
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
