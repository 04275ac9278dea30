package io.naru.controller.problem;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/// Logs each distinct problem once when it appears and once when it is gone, however often the list
/// of problems is told in between. Many that come or go together for one cause are one line.
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
    lacking(standing, now).forEach(it -> log(log.atInfo(), "resolved: ", it));
    lacking(now, standing).forEach(this::appeared);
    standing = now;
  }

  /// Sorts the few that differ, not the many that stand.
  private static List<ProblemGroup> lacking(Set<Problem> problems, Set<Problem> there) {
    return ProblemGroup.of(problems.stream().filter(it -> !there.contains(it)).toList());
  }

  private void appeared(ProblemGroup group) {
    switch (group.first().severity()) {
      case DEFECT, ERROR, WARNING -> log(log.atWarn(), "", group);
      case NOTE -> log(log.atInfo(), "note: ", group);
    }
  }

  /// The parts of the sentence are fields of their own, where the log has fields.
  private static void log(LoggingEventBuilder line, String before, ProblemGroup group) {
    line.addKeyValue("object", group.first().subject().text())
        .addKeyValue("objects", group.objects())
        .addKeyValue("field", group.field())
        .addKeyValue("reason", group.first().reason())
        .addKeyValue("consequence", group.first().consequence())
        .addKeyValue("severity", group.first().severity())
        .log("{}{}", before, group.sentence());
  }
}
