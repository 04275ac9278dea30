package io.naru.controller.status;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.naru.controller.access.Answer;
import io.naru.controller.access.PodListener;
import io.naru.controller.access.Pods;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who belongs to the deployment of this pod: all pods with the labels by which the chart selects
/// them, which stay for as long as the deployment does; of a pod that is not the chart's, all pods
/// with its labels, but for those by which one version of a deployment differs from the next.
record Deployment(Replicas replicas) {
  private static final Set<String> OF_ONE_VERSION =
      Set.of("pod-template-hash", "controller-revision-hash", "pod-template-generation");
  private static final Set<String> SELECTED_BY =
      Set.of("app.kubernetes.io/name", "app.kubernetes.io/instance", "app.kubernetes.io/component");

  /// All of them, this one too.
  Answer<List<Pod>> pods() {
    return switch (replicas.self()) {
      case Answer.Done<Pod>(Pod self) -> likeness(self);
      case Answer.Absent<Pod> _ -> new Answer.Absent<>();
      case Answer.Conflict<Pod>(String reason) -> new Answer.Conflict<>(reason);
      case Answer.Refused<Pod>(int code, String reason) -> new Answer.Refused<>(code, reason);
      case Answer.Unreachable<Pod>(String reason) -> new Answer.Unreachable<>(reason);
    };
  }

  /// A pod without labels of its own is alone: all pods would be like it.
  private Answer<List<Pod>> likeness(Pod self) {
    Map<String, String> labels = labels(self);
    return labels.isEmpty() ? new Answer.Done<>(List.of(self)) : replicas.labelled(labels);
  }

  /// Follows all of them; not one without labels of its own, nor while the API server does not show
  /// this pod.
  Optional<Pods.Following> follow(PodListener listener) {
    return replicas
        .self()
        .asOptional()
        .map(Deployment::labels)
        .filter(it -> !it.isEmpty())
        .map(it -> replicas.follow(it, listener));
  }

  /// Whether it is certain that no other pod lives: one that is about to run counts, one that is
  /// about to end does not.
  boolean isLast() {
    return replicas.self() instanceof Answer.Done<Pod>(Pod self)
        && pods() instanceof Answer.Done<List<Pod>>(List<Pod> all)
        && all.stream().filter(Deployment::lives).allMatch(it -> name(it).equals(name(self)));
  }

  /// The node of a pod that is ready.
  static Optional<String> readyNode(Pod pod) {
    return Optional.ofNullable(pod.getSpec()).map(PodSpec::getNodeName).filter(_ -> isReady(pod));
  }

  private static boolean isReady(Pod pod) {
    return phase(pod).filter("Running"::equals).isPresent()
        && Optional.ofNullable(pod.getStatus()).map(PodStatus::getConditions).stream()
            .flatMap(List::stream)
            .anyMatch(Deployment::saysReady);
  }

  private static boolean saysReady(PodCondition condition) {
    return "Ready".equals(condition.getType()) && "True".equals(condition.getStatus());
  }

  private static boolean lives(Pod pod) {
    return Optional.ofNullable(pod.getMetadata().getDeletionTimestamp()).isEmpty()
        && phase(pod).filter(it -> it.equals("Running") || it.equals("Pending")).isPresent();
  }

  private static Optional<String> phase(Pod pod) {
    return Optional.ofNullable(pod.getStatus()).map(PodStatus::getPhase);
  }

  private static String name(Pod pod) {
    return pod.getMetadata().getName();
  }

  private static Map<String, String> labels(Pod pod) {
    Map<String, String> labels = new HashMap<>();
    Optional.of(pod.getMetadata()).map(ObjectMeta::getLabels).ifPresent(labels::putAll);
    if (labels.keySet().containsAll(SELECTED_BY)) {
      labels.keySet().retainAll(SELECTED_BY);
    } else {
      labels.keySet().removeAll(OF_ONE_VERSION);
    }
    return labels;
  }
}
