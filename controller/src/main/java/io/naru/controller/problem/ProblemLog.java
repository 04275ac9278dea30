package io.naru.controller.problem;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;

/// Logs each distinct problem once when it appears and once when it is gone, however often the list
/// of problems is told in between.
///
/// Thread rule: one thread at a time. It remembers the problems of the last call and nothing older.
public final class ProblemLog {
  private final Logger log;
  private Set<Problem> standing = new TreeSet<>();

  public ProblemLog(Logger log) {
    this.log = log;
  }

  /// Tells all problems that stand now; what was told last and is missing now counts as resolved.
  public void tell(Collection<Problem> current) {
    Set<Problem> now = new TreeSet<>(current);
    for (Problem problem : standing) {
      if (!now.contains(problem)) {
        log.info("resolved: {}", problem.sentence());
      }
    }
    for (Problem problem : now) {
      if (!standing.contains(problem)) {
        appeared(problem);
      }
    }
    standing = now;
  }

  private void appeared(Problem problem) {
    switch (problem.severity()) {
      case ERROR, WARNING -> log.warn("{}", problem.sentence());
      case NOTE -> log.info("note: {}", problem.sentence());
    }
  }
}
