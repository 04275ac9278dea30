package io.naru.controller.access;

import io.fabric8.kubernetes.api.model.Pod;

/// Hears of pods that are followed, one call after the other, on a thread of the client.
public interface PodListener {

  /// A pod is there, or is other than before. It may be told more than once.
  void seen(Pod pod);

  void gone(String name);

  /// They cannot be followed at present; it is tried again and again.
  void failed(Trouble trouble);
}
