package io.naru.controller.watch.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.naru.controller.access.Answer;
import io.naru.controller.access.WatchedObjects;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.problem.Problem;
import io.naru.controller.watch.ClusterState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the Secrets that somebody refers to, each by its name: at once when it is first referred
/// to, and all again after a while. One request at a time.
///
/// Thread rule: runs on one thread until that is interrupted; any thread tells it of Ingresses and
/// asks.
final class NamedSecrets implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(NamedSecrets.class);

  private final WatchedObjects server;
  private final SecretReading.ByName how;
  private final Set<ObjectKey> always;
  private final Gathering gathering;
  private final Map<ObjectKey, Set<ObjectKey>> referred = new HashMap<>();
  private final Set<ObjectKey> read = new HashSet<>();
  private final Map<ObjectKey, Problem> problems = new TreeMap<>();

  /// @param references Secrets among them are read whoever refers to them
  NamedSecrets(
      WatchedObjects server,
      SecretReading.ByName how,
      Set<ObjectKey> references,
      Gathering gathering) {
    this.server = server;
    this.how = how;
    this.always =
        references.stream().filter(it -> it.kind() == Kind.SECRET).collect(Collectors.toSet());
    this.gathering = gathering;
  }

  /// What Ingresses are to be put into.
  Destination destination() {
    return new Destination(this::put, this::remove);
  }

  private synchronized void put(HasMetadata object) {
    if (object instanceof Ingress ingress) {
      referred.put(
          ClusterState.keyOf(ingress),
          how.referred().apply((Ingress) ClusterState.leanOf(ingress)));
      notifyAll();
    }
  }

  private synchronized void remove(ObjectKey ingress) {
    referred.remove(ingress);
    notifyAll();
  }

  /// Whether each Secret that is referred to was asked for once.
  synchronized boolean isSettled() {
    return read.containsAll(wanted());
  }

  /// Secrets that could not be read, as problems.
  synchronized List<Problem> problems() {
    return List.copyOf(problems.values());
  }

  @Override
  public void run() {
    try {
      long last = System.nanoTime();
      while (true) {
        boolean all = await(last + how.again().toNanos() - System.nanoTime());
        if (all) {
          last = System.nanoTime();
        }
        readAll(due(all));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// A server that does not answer gets a rest.
  private void readAll(Set<ObjectKey> due) throws InterruptedException {
    for (ObjectKey key : due) {
      if (!guarded(key)) {
        TimeUnit.SECONDS.sleep(1);
        return;
      }
    }
  }

  /// @return whether it is time to read all again, rather than a new one only
  private synchronized boolean await(long nanoseconds) throws InterruptedException {
    long deadline = System.nanoTime() + nanoseconds;
    forget();
    for (long left = nanoseconds; isSettled() && left > 0; left = deadline - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      forget();
    }
    return deadline - System.nanoTime() <= 0;
  }

  private synchronized Set<ObjectKey> due(boolean all) {
    Set<ObjectKey> due = wanted();
    if (!all) {
      due.removeAll(read);
    }
    return due;
  }

  /// What nobody refers to any more is let go.
  private synchronized void forget() {
    Set<ObjectKey> wanted = wanted();
    for (ObjectKey key : Set.copyOf(read)) {
      if (!wanted.contains(key)) {
        read.remove(key);
        problems.remove(key);
        gathering.remove(key);
      }
    }
  }

  private Set<ObjectKey> wanted() {
    return Stream.concat(always.stream(), referred.values().stream().flatMap(Set::stream))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private boolean guarded(ObjectKey key) {
    try {
      return read(key);
    } catch (RuntimeException e) {
      LOG.error("a defect: {} was not read", key, e);
      return false;
    }
  }

  /// @return whether there was an answer
  private boolean read(ObjectKey key) {
    Answer<Secret> answer = server.secret(key.namespace(), key.name());
    boolean answered = !(answer instanceof Answer.Unreachable<Secret>);
    synchronized (this) {
      switch (answer) {
        case Answer.Done<Secret>(Secret secret) -> gathering.put(secret);
        case Answer.Absent<Secret>() -> gathering.remove(key);
        case Answer.Conflict<Secret>(String reason) -> complain(key, reason);
        case Answer.Refused<Secret>(int _, String reason) -> complain(key, reason);
        case Answer.Unreachable<Secret>(String reason) -> complain(key, reason);
      }
      if (answer.isVerdict()) {
        problems.remove(key);
      }
      if (answered) {
        read.add(key);
      }
    }
    gathering.nudge();
    return answered;
  }

  private void complain(ObjectKey key, String reason) {
    problems.put(
        key,
        Problem.warning(
            key, "", "cannot be read: " + reason, "what was read last goes on to count"));
  }
}
