package io.naru.controller.status;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.naru.controller.access.Answer;
import io.naru.controller.access.Nodes;
import io.naru.controller.access.PodListener;
import io.naru.controller.access.Pods;
import java.util.List;
import java.util.Map;

/// The pods of the deployment, and the nodes that they run on.
interface Replicas {
  /// The pod that this runs in.
  Answer<Pod> self();

  /// Those that bear all these labels.
  Answer<List<Pod>> labelled(Map<String, String> labels);

  /// Follows those that bear all these labels, until that is closed.
  Pods.Following follow(Map<String, String> labels, PodListener listener);

  Answer<Node> node(String name);

  /// As an API server tells of them.
  ///
  /// @param self the pod's name
  static Replicas of(Pods pods, Nodes nodes, String self) {
    return new Replicas() {
      @Override
      public Answer<Pod> self() {
        return pods.get(self);
      }

      @Override
      public Answer<List<Pod>> labelled(Map<String, String> labels) {
        return pods.list(labels);
      }

      @Override
      public Pods.Following follow(Map<String, String> labels, PodListener listener) {
        return pods.follow(labels, listener);
      }

      @Override
      public Answer<Node> node(String name) {
        return nodes.get(name);
      }
    };
  }
}
