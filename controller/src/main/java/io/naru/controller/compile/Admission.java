package io.naru.controller.compile;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.problem.Problem;
import java.util.List;

/// Whether an Ingress is ours at all: by namespace, class (behaviour 29), and `disable-catch-all`.
record Admission(CompileOptions options) {

  /// Whether it is of our namespace and class.
  boolean concerned(Ingress ingress, ObjectKey key, Reading reading) {
    return watched(key)
        && options.classes().ask(ingress, reading) instanceof ClassRules.Answer.Ours;
  }

  boolean admits(Ingress ingress, ObjectKey key, Reading reading, List<Problem> problems) {
    if (!watched(key)) {
      return false;
    }
    return switch (options.classes().ask(ingress, reading)) {
      case ClassRules.Answer.Foreign() -> false;
      case ClassRules.Answer.Nobodys(String field, String reason) -> {
        problems.add(Problem.note(key, field, reason, "it is left to others"));
        yield false;
      }
      case ClassRules.Answer.Ours() -> catchAllAllowed(ingress, key, problems);
    };
  }

  private boolean watched(ObjectKey key) {
    return options.watchNamespace().filter(it -> !it.equals(key.namespace())).isEmpty();
  }

  private boolean catchAllAllowed(Ingress ingress, ObjectKey key, List<Problem> problems) {
    if (options.catchAll() || ingress.getSpec().getDefaultBackend() == null) {
      return true;
    }
    problems.add(
        Problem.error(
            key, "spec.defaultBackend", "is forbidden by disable-catch-all", "it is left out"));
    return false;
  }
}
