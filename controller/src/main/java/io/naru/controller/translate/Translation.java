package io.naru.controller.translate;

import io.naru.controller.problem.Problem;
import java.util.List;

/// What the annotations of one Ingress come to.
public record Translation(IngressPolicy policy, Verdict verdict, List<Problem> problems) {
  public Translation {
    problems = List.copyOf(problems);
  }
}
