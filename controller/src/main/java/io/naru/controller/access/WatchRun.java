package io.naru.controller.access;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Collection;
import java.util.Map;

/// One informer of a watch, from its start to its end.
final class WatchRun<T extends HasMetadata> implements ResourceEventHandler<HasMetadata> {
  private final KnownVersions<T> known;
  private final SharedIndexInformer<T> informer;
  private final ObjectWatch watch;

  private WatchRun(Lists<T> lists, int page, ObjectWatch watch) {
    this.known = new KnownVersions<>(lists.blank());
    this.informer = lists.informer(page);
    this.watch = watch;
  }

  static <T extends HasMetadata> WatchRun<T> of(Lists<T> lists, int page, ObjectWatch watch) {
    return new WatchRun<>(lists, page, watch);
  }

  void start() {
    informer
        .removeNamespaceIndex()
        .itemStore(known)
        .addEventHandler(this)
        .exceptionHandler((_, failure) -> watch.failed(this, failure));
    informer.start();
  }

  void stop() {
    informer.stop();
  }

  boolean isWatching() {
    return informer.isWatching();
  }

  Map<String, String> versions() {
    return known.all();
  }

  /// Objects that are no longer there, of which the watch was not told yet.
  Collection<String> leaving() {
    return known.leaving();
  }

  @Override
  public void onAdd(HasMetadata object) {
    watch.seen(this, object);
  }

  @Override
  public void onUpdate(HasMetadata before, HasMetadata object) {
    watch.seen(this, object);
  }

  /// @param unseen it is missing in a list; the watch did not tell of its deletion
  @Override
  public void onDelete(HasMetadata object, boolean unseen) {
    String namespace = object.getMetadata().getNamespace();
    String name = object.getMetadata().getName();
    String path = namespace == null ? name : namespace + "/" + name;
    if (unseen) {
      watch.missing(this, path);
    } else {
      watch.gone(this, path);
    }
    known.left(path);
  }

  @Override
  public void onList(String version, boolean empty) {
    watch.listed(this);
  }
}
