package io.naru.controller.status;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.naru.controller.access.Answer;
import io.naru.controller.pace.Ticker;
import io.naru.controller.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The addresses of the nodes that ready replicas run on, one for each: the external one, or the
/// internal one where there is none or where that is asked for (behaviour 31).
///
/// Thread rule: one thread.
final class NodeAddresses implements AddressFinder {
  private static final long SOON = StatusOptions.SHORTEST.toNanos();

  private final Deployment deployment;
  private final boolean internal;
  private final long interval;
  private final Ticker ticker;
  private Optional<Seen> last = Optional.empty();

  private record Seen(Sighting sighting, long at) {}

  /// @param interval how long what was found is believed
  NodeAddresses(Deployment deployment, boolean internal, Duration interval, Ticker ticker) {
    this.deployment = deployment;
    this.internal = internal;
    this.interval = interval.toNanos();
    this.ticker = ticker;
  }

  @Override
  public Sighting find() {
    long now = ticker.nanos();
    Seen seen = last.filter(it -> now - it.at() < lasts(it)).orElseGet(() -> new Seen(ask(), now));
    last = Optional.of(seen);
    return seen.sighting();
  }

  private long lasts(Seen seen) {
    return switch (seen.sighting()) {
      case Sighting.Found _ -> interval;
      case Sighting.Unknown _ -> SOON;
    };
  }

  private Sighting ask() {
    return switch (deployment.pods()) {
      case Answer.Done<List<Pod>>(List<Pod> pods) -> of(pods);
      case Answer.Absent<List<Pod>> _ -> unknown("the pod that POD_NAME says does not exist");
      case Answer.Conflict<List<Pod>>(String reason) -> unknown(reason);
      case Answer.Refused<List<Pod>>(_, String reason) -> unknown(reason);
      case Answer.Unreachable<List<Pod>>(String reason) -> unknown(reason);
    };
  }

  private Sighting of(List<Pod> pods) {
    List<Address> found = new ArrayList<>();
    for (String name : nodes(pods)) {
      switch (deployment.replicas().node(name)) {
        case Answer.Done<Node>(Node node) -> address(node, internal).ifPresent(found::add);
        case Answer.Absent<Node> _ -> {}
        case Answer.Conflict<Node>(String reason) -> {
          return unknown(reason);
        }
        case Answer.Refused<Node>(_, String reason) -> {
          return unknown(reason);
        }
        case Answer.Unreachable<Node>(String reason) -> {
          return unknown(reason);
        }
      }
    }
    return found.isEmpty()
        ? unknown("no pod of the deployment is ready yet")
        : new Sighting.Found(Addresses.of(found));
  }

  private static List<String> nodes(List<Pod> pods) {
    return pods.stream()
        .filter(Deployment::isReady)
        .flatMap(it -> Optional.ofNullable(it.getSpec()).map(PodSpec::getNodeName).stream())
        .sorted()
        .distinct()
        .toList();
  }

  static Optional<Address> address(Node node, boolean internal) {
    Optional<Address> inside = first(node, "InternalIP");
    return internal ? inside : first(node, "ExternalIP").or(() -> inside);
  }

  private static Optional<Address> first(Node node, String type) {
    return Optional.ofNullable(node.getStatus()).map(NodeStatus::getAddresses).stream()
        .flatMap(List::stream)
        .filter(it -> type.equals(it.getType()))
        .map(NodeAddress::getAddress)
        .filter(Address::isIp)
        .map(Address::ofIp)
        .findFirst();
  }

  private static Sighting unknown(String reason) {
    return new Sighting.Unknown(
        Problem.ofProgram(
            "addresses of nodes",
            "cannot be found: " + reason,
            "the status of Ingresses stays as it is"));
  }
}
