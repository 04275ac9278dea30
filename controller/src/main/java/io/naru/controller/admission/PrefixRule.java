package io.naru.controller.admission;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.naru.controller.problem.Problem;
import io.naru.controller.watch.ClusterState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Annotations under the usual prefix, where this controller reads another one: who wrote them
/// believes in protections that nobody gives (behaviour 33).
///
/// @param prefix what stands before the slash of the annotations that are read
record PrefixRule(String prefix) {
  private static final String USUAL = "nginx.ingress.kubernetes.io";

  List<Problem> problems(Ingress ingress) {
    Map<String, String> annotations =
        Optional.ofNullable(ingress.getMetadata().getAnnotations()).orElse(Map.of());
    if (prefix.equals(USUAL)) {
      return List.of();
    }
    return annotations.keySet().stream()
        .filter(name -> name.startsWith(USUAL + "/"))
        .map(name ->
            Problem.error(
                ClusterState.keyOf(ingress),
                "metadata.annotations[" + name + "]",
                "has the usual prefix, but this controller reads "
                    + prefix
                    + "/ (annotations-prefix)",
                "it would be ignored"))
        .toList();
  }
}
