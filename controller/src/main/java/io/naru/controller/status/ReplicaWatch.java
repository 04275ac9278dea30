package io.naru.controller.status;

import io.fabric8.kubernetes.api.model.Pod;
import io.naru.controller.access.PodListener;
import io.naru.controller.access.Trouble;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says when the set of nodes with a ready replica is another one. It says no more: the look that
/// follows is at a list, so that a watch that died silently costs time and no truth.
///
/// Thread rule: any thread.
final class ReplicaWatch implements PodListener {
  private static final Logger LOG = LoggerFactory.getLogger(ReplicaWatch.class);

  private final Runnable changed;
  private final Map<String, String> nodes = new HashMap<>();
  private Optional<Trouble> trouble = Optional.empty();

  /// @param changed must not keep its caller waiting
  ReplicaWatch(Runnable changed) {
    this.changed = changed;
  }

  @Override
  public synchronized void seen(Pod pod) {
    trouble = Optional.empty();
    stands(pod.getMetadata().getName(), Deployment.readyNode(pod));
  }

  @Override
  public synchronized void gone(String name) {
    stands(name, Optional.empty());
  }

  private void stands(String pod, Optional<String> node) {
    Set<String> before = Set.copyOf(nodes.values());
    node.ifPresentOrElse(it -> nodes.put(pod, it), () -> nodes.remove(pod));
    if (!before.equals(Set.copyOf(nodes.values()))) {
      changed.run();
    }
  }

  /// Said once; silence of the whole server is said elsewhere.
  @Override
  public synchronized void failed(Trouble now) {
    if (now.isForbidden() && trouble.isEmpty()) {
      trouble = Optional.of(now);
      LOG.warn(
          "the pods of the deployment cannot be followed: {}; one that comes or goes is seen at the"
              + " next look for addresses",
          now.reason());
    }
  }
}
