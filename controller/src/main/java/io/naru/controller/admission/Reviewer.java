package io.naru.controller.admission;

import static java.util.Comparator.naturalOrder;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.naru.controller.compile.Trial;
import io.naru.controller.compile.World;
import io.naru.controller.problem.Problem;
import io.naru.controller.problem.Severity;
import io.naru.controller.watch.ClusterState;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Judges an Ingress (behaviour 33): refused is what holds an error, that is, what only another
/// text of it can mend. What may come right by itself (a Secret or Service that is not there yet)
/// and what is merely done otherwise than written is a warning.
///
/// A defect of ours refuses the object that it trips over, whatever the failurePolicy says:
/// something that breaks the review may break the compile.
///
/// Thread rule: any thread.
final class Reviewer {
  private static final Logger LOG = LoggerFactory.getLogger(Reviewer.class);
  private static final int MOST_SENTENCES = 40;
  private static final int BAD_REQUEST = 400;
  private static final int INTERNAL_ERROR = 500;

  private final Trial trial;
  private final PrefixRule prefix;

  Reviewer(Trial trial) {
    this.trial = trial;
    this.prefix = new PrefixRule(trial.annotationsPrefix());
  }

  /// Judges an Ingress that has a name and a namespace, in a world that may have it already.
  Judgement judge(World world, Ingress ingress) {
    try {
      return switch (trial.of(world, ingress)) {
        case Trial.Outcome.NotOurs() -> Judgement.Allowed.UNSEEN;
        case Trial.Outcome.Ours(List<Problem> problems) -> judge(ingress, problems);
      };
    } catch (RuntimeException | StackOverflowError defect) {
      LOG.error("a defect of Naru in the review of {}", ClusterState.keyOf(ingress), defect);
      Problem said =
          Problem.defect(
              ClusterState.keyOf(ingress), defect, "it is not admitted, and the log says more");
      return new Judgement.Refused(INTERNAL_ERROR, List.of(said.sentence()));
    }
  }

  private Judgement judge(Ingress ingress, List<Problem> compiled) {
    Set<Problem> problems = new TreeSet<>(compiled);
    problems.addAll(prefix.problems(ingress));
    List<String> sentences = sentences(problems);
    Severity worst =
        problems.stream().map(Problem::severity).min(naturalOrder()).orElse(Severity.NOTE);
    return switch (worst) {
      case DEFECT -> new Judgement.Refused(INTERNAL_ERROR, sentences);
      case ERROR -> new Judgement.Refused(BAD_REQUEST, sentences);
      case WARNING, NOTE -> new Judgement.Allowed(sentences);
    };
  }

  /// Errors first, so that a bound on the number never cuts off why something was refused.
  private static List<String> sentences(Set<Problem> problems) {
    List<String> all =
        problems.stream()
            .sorted(Comparator.comparing(Problem::severity))
            .map(Problem::sentence)
            .distinct()
            .toList();
    if (all.size() <= MOST_SENTENCES) {
      return all;
    }
    return Stream.concat(
            all.stream().limit(MOST_SENTENCES),
            Stream.of("and %d more".formatted(all.size() - MOST_SENTENCES)))
        .toList();
  }
}
