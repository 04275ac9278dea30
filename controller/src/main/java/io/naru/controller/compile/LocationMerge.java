package io.naru.controller.compile;

import io.naru.controller.object.ObjectKey;
import io.naru.controller.problem.Problem;
import io.naru.controller.translate.Settings;
import io.naru.proxy.match.HostMatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Merges what several Ingresses say about one host into its locations (behaviour 3, 5): the oldest
/// wins a path, and every host has a `/`.
final class LocationMerge {
  private final HostRules rules;
  private final List<Problem> problems;
  private final List<Location> locations = new ArrayList<>();
  private final Map<Place, Integer> taken = new HashMap<>();

  private record Place(String path, boolean exact) {}

  private LocationMerge(HostRules rules, List<Problem> problems) {
    this.rules = rules;
    this.problems = problems;
  }

  /// The locations in the order of their Ingresses, the automatic `/` first.
  static List<Location> of(HostRules rules, Settings settings, List<Problem> problems) {
    LocationMerge merge = new LocationMerge(rules, problems);
    merge.locations.add(merge.automatic(settings));
    rules.ingresses().forEach(merge::add);
    return merge.locations;
  }

  private Location automatic(Settings settings) {
    if (rules.host() instanceof HostMatch.Any) {
      return catchAll(settings);
    }
    AcceptedIngress oldest = rules.ingresses().getFirst();
    return new Location(
        "/", false, Owner.of(oldest), oldest.defaultBackend().map(it -> target(oldest, it)), "");
  }

  /// What no host takes; it counts as a rule once an Ingress with only a default backend has it.
  private Location catchAll(Settings settings) {
    List<AcceptedIngress> catchAlls =
        rules.ingresses().stream().filter(it -> it.rules().catchAll()).toList();
    if (catchAlls.isEmpty()) {
      return new Location("/", false, Owner.nobody(settings), Optional.empty(), "");
    }
    AcceptedIngress oldest = catchAlls.getFirst();
    Location location =
        new Location(
            "/",
            false,
            Owner.catchAll(oldest),
            oldest.defaultBackend().map(it -> target(oldest, it)),
            IngressRules.DEFAULT_BACKEND_FIELD);
    taken.put(new Place("/", false), 0);
    catchAlls.stream()
        .skip(1)
        .forEach(it -> lost(it.key(), IngressRules.DEFAULT_BACKEND_FIELD, location));
    return location;
  }

  private void add(AcceptedIngress ingress) {
    for (PathRule rule : ingress.paths(rules.host())) {
      Location location =
          new Location(
              rule.path(),
              rule.exact(),
              Owner.of(ingress),
              Optional.of(target(ingress, rule.service())),
              rule.field());
      Place place = new Place(rule.path(), rule.exact());
      Integer before = taken.putIfAbsent(place, locations.size());
      if (before != null) {
        lost(ingress.key(), rule.field(), locations.get(before));
      } else if (location.samePlace(locations.getFirst())) {
        taken.put(place, 0);
        locations.set(0, location);
      } else {
        locations.add(location);
      }
    }
  }

  private static Location.Target target(AcceptedIngress ingress, ServiceRef service) {
    return Location.Target.of(ingress, service);
  }

  private void lost(ObjectKey loser, String field, Location winner) {
    String by = winner.owner().ingress().map(ObjectKey::toString).orElse("another");
    String what =
        (winner.exact() ? "the exact path " : "the path ") + winner.path() + " of " + hostText();
    problems.add(
        Problem.warning(
            loser, field, "wants " + what + ", which " + by + " has", "it is left out"));
  }

  private String hostText() {
    return switch (rules.host()) {
      case HostMatch.Exact(String name) -> name;
      case HostMatch.OneLabel(String parent) -> "*." + parent;
      case HostMatch.Any() -> "any host";
    };
  }
}
