package io.naru.controller.status;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.naru.controller.access.Answer;
import io.naru.controller.access.PodListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A deployment whose pod `naru-0` this is.
final class Pods implements Replicas {
  private final Map<String, Pod> pods = new HashMap<>();
  private final Map<String, Node> nodes = new HashMap<>();
  private Map<String, String> asked = Map.of();
  private Optional<String> refusal = Optional.empty();
  private Optional<PodListener> follower = Optional.empty();
  private int nodesAsked;

  void put(Pod pod) {
    pods.put(pod.getMetadata().getName(), pod);
  }

  void refuse(String reason) {
    refusal = Optional.of(reason);
  }

  /// A watch tells of one that changed.
  void tell(Pod pod) {
    put(pod);
    follower.orElseThrow().seen(pod);
  }

  /// A watch tells of one that is gone.
  void tellGone(String name) {
    pods.remove(name);
    follower.orElseThrow().gone(name);
  }

  boolean isFollowed() {
    return follower.isPresent();
  }

  /// How often a node was asked for.
  int nodesAsked() {
    return nodesAsked;
  }

  /// The labels that were asked for last.
  Map<String, String> asked() {
    return asked;
  }

  void node(String name, String type, String address) {
    nodes.merge(
        name,
        new NodeBuilder().withNewMetadata().withName(name).endMetadata().build(),
        (before, _) -> before);
    nodes.computeIfPresent(
        name,
        (_, it) -> it.edit().editOrNewStatus().addNewAddress(address, type).endStatus().build());
  }

  static Pod pod(String name, String node, String phase, boolean ready) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .addToLabels("app", "naru")
        .addToLabels("pod-template-hash", "5d4f")
        .endMetadata()
        .withNewSpec()
        .withNodeName(node)
        .endSpec()
        .withNewStatus()
        .withPhase(phase)
        .addNewCondition()
        .withType("Ready")
        .withStatus(ready ? "True" : "False")
        .endCondition()
        .endStatus()
        .build();
  }

  static Pod ending(Pod pod) {
    return pod.edit()
        .editMetadata()
        .withDeletionTimestamp("2026-11-21T12:00:00Z")
        .endMetadata()
        .build();
  }

  @Override
  public Answer<Pod> self() {
    return found(pods.get("naru-0"));
  }

  @Override
  public Answer<List<Pod>> labelled(Map<String, String> labels) {
    asked = labels;
    return refusal
        .<Answer<List<Pod>>>map(it -> new Answer.Refused<>(403, it))
        .orElseGet(() -> new Answer.Done<>(bearing(labels)));
  }

  private List<Pod> bearing(Map<String, String> labels) {
    return pods.values().stream()
        .filter(it -> it.getMetadata().getLabels().entrySet().containsAll(labels.entrySet()))
        .toList();
  }

  @Override
  public io.naru.controller.access.Pods.Following follow(
      Map<String, String> labels, PodListener listener) {
    follower = Optional.of(listener);
    bearing(labels).forEach(listener::seen);
    return () -> follower = Optional.empty();
  }

  @Override
  public Answer<Node> node(String name) {
    nodesAsked++;
    return found(nodes.get(name));
  }

  private static <T> Answer<T> found(@Nullable T value) {
    return Optional.ofNullable(value)
        .<Answer<T>>map(Answer.Done::new)
        .orElseGet(Answer.Absent::new);
  }
}
