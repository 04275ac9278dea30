package io.naru.controller.status;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.naru.controller.access.Answer;
import io.naru.controller.access.Pods;
import io.naru.controller.pace.Ticker;
import io.naru.controller.problem.Problem;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The addresses of the nodes that ready replicas run on, one for each: the external one, or the
/// internal one where there is none or where that is asked for (behaviour 31). The replicas are
/// followed, and listed when they changed; they are listed at each interval too.
///
/// Thread rule: one thread, but for the watch, which tells on its own.
final class NodeAddresses implements AddressFinder {
  private static final long SOON = StatusOptions.SHORTEST.toNanos();

  private final Deployment deployment;
  private final boolean internal;
  private final long interval;
  private final Ticker ticker;
  private final ReplicaWatch watch = new ReplicaWatch(this::changed);
  private final Map<String, Known> nodes = new HashMap<>();
  private Optional<Pods.Following> following = Optional.empty();
  private Optional<Seen> last = Optional.empty();
  private volatile boolean stale;
  private volatile Runnable listener = () -> {};

  private record Seen(Sighting sighting, long at) {}

  /// What a node said of itself.
  private record Known(Optional<Address> address, long at) {}

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
    boolean again = stale || last.filter(it -> now - it.at() < lasts(it)).isEmpty();
    Seen seen = again ? look(now) : last.orElseThrow();
    last = Optional.of(seen);
    return seen.sighting();
  }

  /// What changes from now on is worth another look.
  private Seen look(long now) {
    stale = false;
    if (following.isEmpty()) {
      following = deployment.follow(watch);
    }
    return new Seen(ask(now), now);
  }

  private void changed() {
    stale = true;
    listener.run();
  }

  @Override
  public void whenChanged(Runnable other) {
    listener = other;
  }

  @Override
  public void close() {
    following.ifPresent(Pods.Following::close);
  }

  private long lasts(Seen seen) {
    return switch (seen.sighting()) {
      case Sighting.Found _ -> interval;
      case Sighting.Unknown _ -> SOON;
    };
  }

  private Sighting ask(long now) {
    return switch (deployment.pods()) {
      case Answer.Done<List<Pod>>(List<Pod> pods) -> of(pods, now);
      case Answer.Absent<List<Pod>> _ -> unknown("the pod that POD_NAME says does not exist");
      case Answer.Conflict<List<Pod>>(String reason) -> unknown(reason);
      case Answer.Refused<List<Pod>>(_, String reason) -> unknown(reason);
      case Answer.Unreachable<List<Pod>>(String reason) -> unknown(reason);
    };
  }

  private Sighting of(List<Pod> pods, long now) {
    Set<String> names =
        pods.stream()
            .flatMap(it -> Deployment.readyNode(it).stream())
            .collect(Collectors.toCollection(TreeSet::new));
    nodes.keySet().retainAll(names);
    nodes.values().removeIf(it -> now - it.at() >= interval);
    for (String name : names) {
      Optional<String> obstacle = nodes.containsKey(name) ? Optional.empty() : learn(name, now);
      if (obstacle.isPresent()) {
        return unknown(obstacle.get());
      }
    }
    List<Address> found = nodes.values().stream().flatMap(it -> it.address().stream()).toList();
    return found.isEmpty()
        ? unknown("no pod of the deployment is ready yet")
        : new Sighting.Found(Addresses.of(found));
  }

  /// Asks a node for its address.
  ///
  /// @return why it cannot be known
  private Optional<String> learn(String name, long now) {
    return switch (deployment.replicas().node(name)) {
      case Answer.Done<Node>(Node node) -> {
        nodes.put(name, new Known(address(node, internal), now));
        yield Optional.empty();
      }
      case Answer.Absent<Node> _ -> Optional.empty();
      case Answer.Conflict<Node>(String reason) -> Optional.of(reason);
      case Answer.Refused<Node>(_, String reason) -> Optional.of(reason);
      case Answer.Unreachable<Node>(String reason) -> Optional.of(reason);
    };
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
