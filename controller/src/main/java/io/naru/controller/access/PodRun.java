package io.naru.controller.access;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;

/// One informer of pods, from its start to its end. It keeps no pod.
final class PodRun implements ResourceEventHandler<Pod>, Pods.Following {
  private final KnownVersions<Pod> known = new KnownVersions<>(Pod::new);
  private final SharedIndexInformer<Pod> informer;
  private final PodListener listener;

  PodRun(SharedIndexInformer<Pod> informer, PodListener listener) {
    this.informer = informer;
    this.listener = listener;
  }

  void start() {
    informer
        .removeNamespaceIndex()
        .itemStore(known)
        .addEventHandler(this)
        .exceptionHandler((_, failure) -> {
          listener.failed(Trouble.of(failure));
          return true;
        });
    informer.start();
  }

  @Override
  public void onAdd(Pod pod) {
    listener.seen(pod);
  }

  @Override
  public void onUpdate(Pod before, Pod pod) {
    listener.seen(pod);
  }

  @Override
  public void onDelete(Pod pod, boolean unseen) {
    listener.gone(pod.getMetadata().getName());
    known.left(pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName());
  }

  @Override
  public void close() {
    informer.stop();
  }
}
