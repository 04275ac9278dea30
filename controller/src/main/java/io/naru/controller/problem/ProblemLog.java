package io.naru.controller.problem;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;

/// Logs each distinct problem once when it appears and once when it is gone, however often the list
/// of problems is told in between.
///
/// Thread rule: one thread at a time. It remembers the problems of the last call and nothing older.
public final class ProblemLog {
  private final Logger log;
  private Set<Problem> standing = Set.of();

  public ProblemLog(Logger log) {
    this.log = log;
  }

  /// Tells all problems that stand now; what was told last and is missing now counts as resolved.
  public void tell(Collection<Problem> current) {
    Set<Problem> now = new HashSet<>(current);
    inOrder(standing, now).forEach(gone -> log.info("resolved: {}", gone.sentence()));
    inOrder(now, standing).forEach(this::appeared);
    standing = now;
  }

  /// Sorts the few that differ, not the many that stand.
  private static Stream<Problem> inOrder(Set<Problem> problems, Set<Problem> without) {
    return problems.stream().filter(it -> !without.contains(it)).sorted();
  }

  private void appeared(Problem problem) {
    switch (problem.severity()) {
      case ERROR, WARNING -> log.warn("{}", problem.sentence());
      case NOTE -> log.info("note: {}", problem.sentence());
    }
  }
}
