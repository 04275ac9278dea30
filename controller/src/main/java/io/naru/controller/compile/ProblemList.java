package io.naru.controller.compile;

import io.naru.controller.problem.Problem;
import java.util.List;
import java.util.stream.IntStream;

/// Joins the problems of the steps, and remembers the joined list while theirs are the same
/// objects.
///
/// Thread rule: one thread at a time.
final class ProblemList {
  private List<List<Problem>> parts = List.of();
  private List<Problem> joined = List.of();

  List<Problem> of(List<List<Problem>> now) {
    if (!same(now)) {
      parts = now;
      joined = now.stream().flatMap(List::stream).sorted().distinct().toList();
    }
    return joined;
  }

  private boolean same(List<List<Problem>> now) {
    return parts.size() == now.size()
        && IntStream.range(0, now.size()).allMatch(i -> Same.object(parts.get(i), now.get(i)));
  }
}
