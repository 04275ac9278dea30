package io.naru.controller.watch.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.naru.controller.access.Answer;
import io.naru.controller.access.WatchedObjects;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.problem.Problem;
import io.naru.controller.watch.ClusterState;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Gatherers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the Secrets and ConfigMaps that somebody refers to, each by its name, when it is first
/// referred to and when its version changes. No other is read: what people store that concerns
/// nobody costs a name and a version. Of Secrets that are not watched no version is known; they are
/// read again after a while.
///
/// Thread rule: one thread takes [#turn] after turn, and it alone puts into the gathering; any
/// thread tells and asks.
final class ReferredObjects {
  private static final Logger LOG = LoggerFactory.getLogger(ReferredObjects.class);

  /// One may have some megabytes while it is read.
  private static final int AT_A_TIME = 4;

  /// An Ingress may name any number of them, and a review waits.
  private static final int ASIDE = 8;

  /// How long a server that does not answer is left alone.
  private static final Duration REST = Duration.ofSeconds(1);

  private static final Duration PUT_OFF = Duration.ofSeconds(5);

  private final WatchedObjects server;
  private final SecretReading how;
  private final Gathering gathering;
  private final Allowance allowance;
  private final Wanted wanted;
  private final Map<ObjectKey, Long> leftOut = new HashMap<>();
  private final Map<ObjectKey, Problem> problems = new ConcurrentSkipListMap<>();
  private final long pause;
  private long next;

  /// @param always is read whoever refers to it, as far as it is a Secret or a ConfigMap
  /// @param allowance of all that is read
  ReferredObjects(
      WatchedObjects server,
      SecretReading how,
      Set<ObjectKey> always,
      Allowance allowance,
      Gathering gathering) {
    this.server = server;
    this.how = how;
    this.gathering = gathering;
    this.allowance = allowance;
    boolean watched = how instanceof SecretReading.Watched;
    this.wanted = new Wanted(always.stream().filter(it -> isRead(it.kind())), watched);
    this.pause =
        switch (how) {
          case SecretReading.Watched _ -> PUT_OFF.toNanos();
          case SecretReading.ByName(_, Duration again) -> again.toNanos();
        };
    this.next = System.nanoTime() + pause;
  }

  /// Whether objects of a kind are read by name alone.
  static boolean isRead(Kind kind) {
    return kind == Kind.SECRET || kind == Kind.CONFIG_MAP;
  }

  /// What the Ingresses that count are to be put into.
  Destination referring() {
    return new Destination(
        it -> {
          if (it instanceof Ingress ingress) {
            Ingress lean = (Ingress) ClusterState.leanOf(ingress);
            wanted.refer(ClusterState.keyOf(lean), how.referred().apply(lean));
          }
        },
        key -> wanted.refer(key, Set.of()));
  }

  /// What the metadata of Secrets and ConfigMaps are to be put into.
  Destination referred() {
    return new Destination(
        it ->
            wanted.seen(
                ClusterState.keyOf(it),
                Optional.ofNullable(it.getMetadata().getResourceVersion()).orElse("none")),
        wanted::gone);
  }

  /// Whether all that is referred to was asked for once.
  boolean isSettled() {
    return wanted.isSettled();
  }

  /// What could not be read, as problems.
  List<Problem> problems() {
    return List.copyOf(problems.values());
  }

  /// What an Ingress that does not count yet refers to and a state lacks, read aside: within a
  /// second, and of many only some. From any thread.
  List<HasMetadata> unread(Ingress ingress, ClusterState state) {
    List<CompletableFuture<Optional<HasMetadata>>> reads =
        how.referred().apply((Ingress) ClusterState.leanOf(ingress)).stream()
            .filter(it -> state.object(it).isEmpty() && wanted.mayBeThere(it))
            .limit(ASIDE)
            .map(it ->
                CompletableFuture.supplyAsync(
                        () -> read(it).asOptional(), Thread::startVirtualThread)
                    .completeOnTimeout(Optional.empty(), 1, TimeUnit.SECONDS))
            .toList();
    return reads.stream().flatMap(it -> it.join().stream()).toList();
  }

  /// Reads what is due, or waits for it.
  void turn() throws InterruptedException {
    if (next - System.nanoTime() <= 0) {
      next = System.nanoTime() + pause;
      wanted.again();
    }
    List<Outcome> outcomes =
        wanted.take(AT_A_TIME, next - System.nanoTime()).stream()
            .gather(Gatherers.mapConcurrent(AT_A_TIME, this::carryOut))
            .toList();
    outcomes.forEach(this::take);
    if (outcomes.stream().anyMatch(Outcome::isSilence)) {
      TimeUnit.NANOSECONDS.sleep(REST.toNanos());
    }
  }

  private record Outcome(ObjectKey key, boolean present, Answer<HasMetadata> answer) {
    boolean isSilence() {
      return answer instanceof Answer.Unreachable<HasMetadata>;
    }
  }

  private Outcome carryOut(Wanted.Step step) {
    ObjectKey key = step.key();
    return new Outcome(
        key, step.present(), step.present() ? read(key) : new Answer.Absent<HasMetadata>());
  }

  private Answer<HasMetadata> read(ObjectKey key) {
    try {
      return isWatched(key) ? server.whole(key) : server.secret(key);
    } catch (RuntimeException e) {
      LOG.error("a defect: {} was not read", key, e);
      return new Answer.Conflict<>("a defect of Naru, see its log");
    }
  }

  private void take(Outcome outcome) {
    ObjectKey key = outcome.key();
    switch (outcome.answer()) {
      case Answer.Done<HasMetadata>(HasMetadata object) -> keep(key, object);
      case Answer.Absent<HasMetadata>() -> absent(key, outcome.present());
      case Answer.Conflict<HasMetadata>(String reason) -> putOff(key, reason);
      case Answer.Refused<HasMetadata>(int _, String reason) -> putOff(key, reason);
      case Answer.Unreachable<HasMetadata>(String reason) -> {
        complain(key, reason);
        wanted.unanswered(key);
      }
    }
    gathering.nudge();
  }

  private void keep(ObjectKey key, HasMetadata object) {
    problems.remove(key);
    leftOut.remove(key);
    gathering.put(object);
    allowance.take(key, Allowance.size(object)).ifPresent(this::leaveOut);
    wanted.done(key);
  }

  private void leaveOut(Allowance.Held largest) {
    ObjectKey key = largest.key();
    leftOut.put(key, largest.size());
    gathering.remove(key);
    problems.put(
        key,
        Problem.warning(
            key,
            "",
            ("is not kept: the Secrets and ConfigMaps that are read may have %d MiB together, and"
                    + " this one is the largest")
                .formatted(allowance.most() >> 20),
            "it counts as one that is not there; more memory for the process makes room"));
  }

  /// Where the watch knows of an object, an answer that has none is no news of its end.
  private void absent(ObjectKey key, boolean present) {
    if (present && isWatched(key)) {
      wanted.putOff(key);
      return;
    }
    problems.remove(key);
    leftOut.remove(key);
    gathering.remove(key);
    allowance.release(key);
    leftOut.forEach((other, size) -> {
      if (allowance.fits(size)) {
        wanted.unanswered(other);
      }
    });
    wanted.done(key);
  }

  private void putOff(ObjectKey key, String reason) {
    complain(key, reason);
    wanted.putOff(key);
  }

  private void complain(ObjectKey key, String reason) {
    problems.put(
        key,
        Problem.warning(
            key, "", "cannot be read: " + reason, "what was read last goes on to count"));
  }

  private boolean isWatched(ObjectKey key) {
    return key.kind() != Kind.SECRET || how instanceof SecretReading.Watched;
  }
}
