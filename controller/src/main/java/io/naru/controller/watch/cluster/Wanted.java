package io.naru.controller.watch.cluster;

import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Which objects are to be read by name, or let go: what somebody refers to and has another version
/// than when it was last asked for. A change costs what it concerns.
///
/// Thread rule: any thread tells and asks; one takes.
final class Wanted {
  /// No object has it.
  private static final String NO_VERSION = "";

  private final References references;
  private final boolean secretsWatched;
  private final Map<ObjectKey, String> versions = new HashMap<>();
  private final Map<ObjectKey, String> asked = new HashMap<>();
  private final Set<ObjectKey> due = new LinkedHashSet<>();
  private final Set<ObjectKey> fresh = new HashSet<>();
  private final Set<ObjectKey> resting = new HashSet<>();
  private int round;

  /// @param always is read whoever refers to it
  /// @param secretsWatched whether the versions of Secrets are told; if not they count as other
  ///   ones with each [#again]
  Wanted(Stream<ObjectKey> always, boolean secretsWatched) {
    this.references = new References(always);
    this.secretsWatched = secretsWatched;
    Set.copyOf(references.all()).forEach(this::check);
  }

  /// What to do with one object.
  ///
  /// @param present whether it is to be read, or else let go
  record Step(ObjectKey key, boolean present) {}

  /// What one object refers to from now on.
  synchronized void refer(ObjectKey source, Set<ObjectKey> targets) {
    references.replace(source, targets).forEach(this::check);
  }

  /// An object is there, or has another version.
  synchronized void seen(ObjectKey key, String version) {
    versions.put(key, version);
    check(key);
  }

  synchronized void gone(ObjectKey key) {
    versions.remove(key);
    check(key);
  }

  /// A while is over: what was put off is due, and so is what may have changed unseen.
  synchronized void again() {
    round++;
    Set<ObjectKey> all = new HashSet<>(references.all());
    resting.forEach(this::ask);
    resting.clear();
    all.forEach(this::check);
  }

  /// Whether all that is referred to was asked for once, as far as it is there.
  synchronized boolean isSettled() {
    return fresh.isEmpty();
  }

  /// Whether an object may be there, as far as versions are told.
  synchronized boolean mayBeThere(ObjectKey key) {
    return versions.containsKey(key) || key.kind() == Kind.SECRET && !secretsWatched;
  }

  /// What is to be done first; waits for something, at most so long.
  synchronized List<Step> take(int most, long nanoseconds) throws InterruptedException {
    long deadline = System.nanoTime() + nanoseconds;
    for (long left = nanoseconds; due.isEmpty() && left > 0; left = deadline - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    List<Step> steps = new ArrayList<>();
    for (ObjectKey key : due.stream().limit(most).toList()) {
      due.remove(key);
      Optional<String> version = version(key);
      version.ifPresentOrElse(it -> asked.put(key, it), () -> asked.remove(key));
      steps.add(new Step(key, version.isPresent()));
    }
    return steps;
  }

  /// It is as it should be.
  synchronized void done(ObjectKey key) {
    fresh.remove(key);
  }

  /// Nobody answered: it is due again.
  synchronized void unanswered(ObjectKey key) {
    ask(key);
  }

  /// It cannot be had for now: it is due [#again].
  synchronized void putOff(ObjectKey key) {
    asked.put(key, NO_VERSION);
    resting.add(key);
    fresh.remove(key);
  }

  private void ask(ObjectKey key) {
    asked.put(key, NO_VERSION);
    check(key);
  }

  private void check(ObjectKey key) {
    Optional<String> version = version(key);
    if (version.equals(Optional.ofNullable(asked.get(key)))) {
      due.remove(key);
      return;
    }
    due.add(key);
    if (version.isPresent() && !asked.containsKey(key)) {
      fresh.add(key);
    }
    notifyAll();
  }

  /// Empty for what nobody refers to, or is not there.
  private Optional<String> version(ObjectKey key) {
    if (!references.has(key)) {
      return Optional.empty();
    }
    return key.kind() == Kind.SECRET && !secretsWatched
        ? Optional.of("round " + round)
        : Optional.ofNullable(versions.get(key));
  }
}
