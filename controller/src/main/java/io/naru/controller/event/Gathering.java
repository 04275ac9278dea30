package io.naru.controller.event;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.problem.Problem;
import io.naru.controller.problem.ProblemGroup;
import io.naru.controller.problem.Subject;
import io.naru.controller.publish.Standing;
import io.naru.controller.watch.Change;
import io.naru.controller.watch.ClusterState;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Chooses of all that stands and changes what is to be said: a problem once when it appears, and
/// again before its Event expires (an API server keeps them for an hour) while it stands.
///
/// Thread rule: one thread.
final class Gathering {
  private static final Duration REMIND = Duration.ofMinutes(30);

  /// Shorter than [#REMIND] by the time that Events may have to wait for their turn.
  private static final Duration PROBLEM_QUIET = Duration.ofMinutes(20);

  private static final Duration SYNC_QUIET = Duration.ofMinutes(1);

  private final EventOptions options;
  private final EventQueue queue;
  private final EventCounts counts;
  private Set<Problem> offered = new HashSet<>();
  private Optional<Long> reminded = Optional.empty();

  Gathering(EventOptions options, EventQueue queue, EventCounts counts) {
    this.options = options;
    this.queue = queue;
    this.counts = counts;
  }

  void gather(News.Bulletin news, long now) {
    if (reminded.filter(it -> now - it < REMIND.toNanos()).isEmpty()) {
      reminded = Optional.of(now);
      offered = new HashSet<>();
    }
    problems(news.standing(), now);
    if (options.sync()) {
      news.changed().forEach((key, how) -> changed(news.standing(), key, how, now));
    }
    for (int i = 0; i < news.missed(); i++) {
      counts.droppedOne();
    }
  }

  /// Another replica leads.
  void forget() {
    queue.forget();
    offered = new HashSet<>();
    reminded = Optional.empty();
  }

  /// What finds no room has its turn in the next round.
  private void problems(Standing standing, long now) {
    offered.retainAll(Set.copyOf(standing.problems()));
    List<Problem> fresh = standing.problems().stream().filter(it -> !offered.contains(it)).toList();
    for (ProblemGroup group : ProblemGroup.of(fresh)) {
      if (!events(group, standing.state()).allMatch(it -> queue.offer(it, PROBLEM_QUIET, now))) {
        return;
      }
      offered.addAll(group.problems());
    }
  }

  /// Where many have one cause, one in each namespace speaks for the others: whoever looks after a
  /// namespace is told, and told once.
  private Stream<ObjectEvent> events(ProblemGroup group, ClusterState state) {
    Set<String> told = new HashSet<>();
    return group.problems().stream()
        .map(group::inField)
        .flatMap(it -> event(it, group.objects() - 1, state).stream())
        .filter(it -> told.add(it.namespace()));
  }

  private Optional<ObjectEvent> event(Problem problem, int others, ClusterState state) {
    return switch (problem.subject()) {
      case Subject.OfObject(ObjectKey key) ->
          options.reaches(key)
              ? uid(key, state).map(it -> Wording.of(problem, others, key, it))
              : Optional.empty();
      case Subject.OfFile _ -> Optional.empty();
      case Subject.OfProgram _, Subject.OfServer _ -> Optional.empty();
    };
  }

  private void changed(Standing standing, ObjectKey key, Change.How how, long now) {
    Optional<String> uid = uid(key, standing.state());
    if (standing.ingresses().contains(key)) {
      uid.ifPresent(it -> offer(Wording.sync(key, it), SYNC_QUIET, now));
    } else if (options.configMap().filter(key::equals).filter(options::reaches).isPresent()) {
      uid.ifPresent(it -> offer(Wording.configMap(key, it, how), SYNC_QUIET, now));
    }
  }

  private void offer(ObjectEvent event, Duration quiet, long now) {
    if (!queue.offer(event, quiet, now)) {
      counts.droppedOne();
    }
  }

  /// Empty for an object that is not there: nobody would see the Event beside it.
  private static Optional<String> uid(ObjectKey key, ClusterState state) {
    return state.object(key).map(HasMetadata::getMetadata).map(ObjectMeta::getUid);
  }
}
