package io.naru.controller.status;

import io.naru.controller.leader.Leadership;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.pace.Backoff;
import io.naru.controller.pace.Ticker;
import io.naru.controller.problem.Problem;
import io.naru.controller.problem.ProblemLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the status of our Ingresses to what it ought to be, round by round, while this replica
/// leads. A round writes for about half a second, then everything is looked at again: who is new,
/// or was changed by another, waits no longer than that, however many there are to write.
///
/// Thread rule: one thread makes rounds; [#stands] and [#problems] may be called from any.
final class StatusRounds {
  private static final Logger LOG = LoggerFactory.getLogger(StatusRounds.class);
  private static final Duration LONGEST_ROUND = Duration.ofMillis(500);

  /// Every so many writes one is of those that wait longest: a stream of new Ingresses keeps nobody
  /// waiting for ever.
  private static final int SHARE = 5;

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

  private final StatusOptions options;
  private final AddressFinder finder;
  private final ShownStatus shown;
  private final Leadership leadership;
  private final Ticker ticker;
  private final Claims claims = new Claims();
  private final StatusWrites writes;
  private final ObservedWrites observed;
  private final Backoff backoff;
  private final ProblemLog problemLog = new ProblemLog(LOG);
  private volatile Optional<Set<ObjectKey>> ours = Optional.empty();
  private volatile List<Problem> problems = List.of();
  private Optional<Addresses> wanted = Optional.empty();

  StatusRounds(StatusOptions options, StatusParts parts, StatusCounts counts) {
    this.options = options;
    this.finder = parts.finder();
    this.shown = parts.shown();
    this.leadership = parts.leadership();
    this.ticker = parts.ticker();
    this.writes = new StatusWrites(parts, claims, counts);
    this.observed = new ObservedWrites(counts);
    this.backoff = new Backoff(FIRST_RETRY, options.interval());
  }

  /// These Ingresses are ours. There is no round before it is said for the first time.
  ///
  /// @return whether they are others than before
  boolean stands(Set<ObjectKey> ingresses) {
    Optional<Set<ObjectKey>> now = Optional.of(ingresses);
    boolean others = !now.equals(ours);
    ours = now;
    return others;
  }

  /// What stands in the way.
  List<Problem> problems() {
    return problems;
  }

  /// One round.
  ///
  /// @return when the next one is due, if nothing happens before
  Duration round() throws InterruptedException {
    if (ours.isEmpty() || options.mode() == StatusMode.OFF) {
      return options.interval();
    }
    if (!leadership.leads()) {
      claims.forget();
      observed.forget();
      tell(List.of());
      return options.interval();
    }
    return switch (finder.find()) {
      case Sighting.Unknown(Problem problem) -> {
        tell(List.of(problem));
        yield StatusOptions.SHORTEST;
      }
      case Sighting.Found(Addresses addresses) -> {
        wanted = Optional.of(addresses);
        yield bring(ours.get(), addresses);
      }
    };
  }

  private Duration bring(Set<ObjectKey> ingresses, Addresses addresses)
      throws InterruptedException {
    return switch (options.mode()) {
      case OFF -> options.interval();
      case OBSERVE -> {
        observed.see(ingresses, shown, addresses);
        tell(List.of());
        yield options.interval();
      }
      case ON -> write(ingresses, addresses);
    };
  }

  private Duration write(Set<ObjectKey> ingresses, Addresses addresses)
      throws InterruptedException {
    long began = ticker.nanos();
    Deque<ObjectKey> due = new ArrayDeque<>(claims.due(ingresses, shown, addresses, began));
    Optional<String> obstacle = Optional.empty();
    for (int done = 1; isMore(due, obstacle, began); done++) {
      obstacle = writes.write(done % SHARE == 0 ? due.removeLast() : due.removeFirst(), addresses);
    }
    tell(Stream.concat(obstacle.map(StatusRounds::stopped).stream(), contested()).toList());
    if (obstacle.isPresent()) {
      return backoff.failed();
    }
    backoff.succeeded();
    return due.isEmpty() ? options.interval() : Duration.ZERO;
  }

  private boolean isMore(Deque<ObjectKey> due, Optional<String> obstacle, long began) {
    return !due.isEmpty() && obstacle.isEmpty() && ticker.nanos() - began < LONGEST_ROUND.toNanos();
  }

  private Stream<Problem> contested() {
    return claims.problems(ticker.nanos()).stream();
  }

  private static Problem stopped(String reason) {
    return Problem.ofProgram(
        "status of Ingresses",
        "cannot be written: " + reason,
        "it stays as it is, and is tried again");
  }

  private void tell(List<Problem> now) {
    problemLog.tell(now);
    problems = now;
  }

  /// Takes our addresses out of all statuses that show them, until the time is up.
  ///
  /// @return how many still show them
  int clear(Duration most) throws InterruptedException {
    long began = ticker.nanos();
    List<ObjectKey> left = wanted.filter(it -> !it.isEmpty()).map(this::showing).orElse(List.of());
    int done = 0;
    while (done < left.size() && ticker.nanos() - began < most.toNanos()) {
      if (writes.write(left.get(done), Addresses.NONE).isPresent()) {
        break;
      }
      done++;
    }
    return left.size() - done;
  }

  private List<ObjectKey> showing(Addresses addresses) {
    return ours.orElse(Set.of()).stream()
        .filter(it -> shown.of(it).filter(addresses::equals).isPresent())
        .sorted()
        .toList();
  }

  /// Whether this replica writes, and writes one address alone.
  boolean mayClear() {
    return options.mode() == StatusMode.ON
        && leadership.leads()
        && wanted.filter(it -> it.sorted().size() == 1).isPresent();
  }
}
