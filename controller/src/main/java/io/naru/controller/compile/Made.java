package io.naru.controller.compile;

import io.naru.controller.problem.Problem;
import java.util.List;
import java.util.Set;

/// What was compiled, what is wrong with it, and from what it was compiled.
record Made<V>(V value, List<Problem> problems, Set<Source> sources) {
  Made {
    problems = List.copyOf(problems);
    sources = Set.copyOf(sources);
  }
}
