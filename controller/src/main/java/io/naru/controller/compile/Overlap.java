package io.naru.controller.compile;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.problem.Problem;
import io.naru.controller.translate.CanaryMark;
import io.naru.controller.watch.Age;
import io.naru.controller.watch.ClusterState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Which paths of an Ingress others have already (behaviour 33, catalogue A12): more than the
/// compile complains of, because it looks neither at the type of a path nor at who is older.
final class Overlap {
  private final String prefix;
  private final List<Ingress> others;

  /// @param prefix of annotations
  /// @param others that are ours
  Overlap(String prefix, List<Ingress> others) {
    this.prefix = prefix;
    this.others = others.stream().sorted(Age.oldestFirst()).toList();
  }

  List<Problem> of(Ingress ingress) {
    Map<Place, String> wanted = Place.wanted(ingress);
    CanaryMark mark = CanaryMark.of(ingress, prefix);
    List<Problem> problems = new ArrayList<>();
    for (Ingress other : others) {
      if (!mark.mayShareWith(CanaryMark.of(other, prefix))) {
        for (Place taken : Place.wanted(other).keySet()) {
          String field = wanted.remove(taken);
          if (field != null) {
            problems.add(problem(ClusterState.keyOf(ingress), field, taken, other));
          }
        }
      }
    }
    return problems;
  }

  private static Problem problem(ObjectKey key, String field, Place taken, Ingress other) {
    String host = taken.host().isEmpty() ? "any host" : "host " + taken.host();
    return Problem.error(
        key,
        field,
        "wants path %s of %s, which %s has already"
            .formatted(taken.path(), host, ClusterState.keyOf(other)),
        "a path of a host belongs to one Ingress, whatever the types of the two");
  }
}
