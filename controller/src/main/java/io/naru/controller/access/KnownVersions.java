package io.naru.controller.access;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What an informer remembers of its objects: who they are and which version each has. That is all
/// it needs to tell changes and deletions; the objects themselves are elsewhere, and leaner. It
/// forgets an object before the listener hears of that, so those are kept apart until then.
///
/// Thread rule: any thread.
final class KnownVersions<T extends HasMetadata> implements ItemStore<T> {
  private final Supplier<T> blank;
  private final Map<String, String> versions = new ConcurrentHashMap<>();
  private final Queue<String> leaving = new ConcurrentLinkedQueue<>();

  KnownVersions(Supplier<T> blank) {
    this.blank = blank;
  }

  /// The version of each object, by `namespace/name` or `name`.
  Map<String, String> all() {
    return versions;
  }

  /// Those that it forgot, of which nobody was told yet. Who reads [#all()] first finds each object
  /// in one of the two.
  Collection<String> leaving() {
    return leaving;
  }

  /// It was told.
  void left(String key) {
    leaving.remove(key);
  }

  @Override
  public String getKey(T object) {
    return Cache.metaNamespaceKeyFunc(object);
  }

  @Override
  public @Nullable T put(String key, T object) {
    String version = Optional.ofNullable(object.getMetadata().getResourceVersion()).orElse("");
    return stub(key, versions.put(key, version));
  }

  @Override
  public @Nullable T remove(String key) {
    if (versions.containsKey(key)) {
      leaving.add(key);
    }
    return stub(key, versions.remove(key));
  }

  @Override
  public Stream<String> keySet() {
    return versions.keySet().stream();
  }

  @Override
  public Stream<T> values() {
    return versions.entrySet().stream().map(it -> named(it.getKey(), it.getValue()));
  }

  @Override
  public int size() {
    return versions.size();
  }

  @Override
  public @Nullable T get(String key) {
    return stub(key, versions.get(key));
  }

  /// Additions are told as they come: there is no object here to tell them from later.
  @Override
  public boolean isFullState() {
    return false;
  }

  private @Nullable T stub(String key, @Nullable String version) {
    return version == null ? null : named(key, version);
  }

  private T named(String key, String version) {
    int slash = key.indexOf('/');
    ObjectMeta meta = new ObjectMeta();
    meta.setName(key.substring(slash + 1));
    meta.setResourceVersion(version);
    if (slash >= 0) {
      meta.setNamespace(key.substring(0, slash));
    }
    T stub = blank.get();
    stub.setMetadata(meta);
    return stub;
  }
}
