package io.naru.controller.admin;

import io.naru.controller.problem.Problem;
import io.naru.proxy.snapshot.Snapshot;
import java.time.Instant;
import java.util.List;

/// What is served now.
///
/// @param since when the snapshot took effect; the epoch before the first
public record View(Snapshot snapshot, List<Problem> problems, Instant since) {
  public View {
    problems = List.copyOf(problems);
  }
}
