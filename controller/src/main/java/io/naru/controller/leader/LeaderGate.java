package io.naru.controller.leader;

import io.naru.controller.access.Leases;
import io.naru.controller.pace.Loop;
import io.naru.controller.pace.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes part in the election for as long as the process serves, and lets writers through while
/// this replica leads.
///
/// Thread rule: one virtual thread looks at the Lease; anybody may ask who leads.
public final class LeaderGate implements Leadership, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LeaderGate.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// Candidates look up to so much later, so that they do not all look at once.
  private static final double JITTER = 1.2;

  private final Candidacy candidacy;
  private final Term term;
  private final RandomGenerator random;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Loop loop;
  private Look last = new Look.Follows("");

  /// @param identity of this replica among all: the pod's name
  public LeaderGate(String identity, Term term, Leases leases, RandomGenerator random) {
    this(
        new Candidacy(
            identity, term, LeaseStore.of(leases), Ticker.system(), InstantSource.system()),
        term,
        random);
  }

  LeaderGate(Candidacy candidacy, Term term, RandomGenerator random) {
    this.candidacy = candidacy;
    this.term = term;
    this.random = random;
    this.loop = new Loop("leader-election", work(), PATIENCE);
  }

  /// Who is told that this replica leads from now on; called on the election's thread, which must
  /// not be kept waiting.
  public void whenLeading(Runnable listener) {
    listeners.add(listener);
  }

  public void start() {
    loop.start();
  }

  @Override
  public boolean leads() {
    return candidacy.leadership().leads();
  }

  private Loop.Work work() {
    return new Loop.Work() {
      @Override
      public Duration round() {
        return look();
      }

      @Override
      public void end() {
        candidacy.release();
      }
    };
  }

  /// One look at the Lease. Who led, stalled, and leads again begins anew: the writers may have
  /// seen that it did not lead.
  ///
  /// @return when to look again
  Duration look() {
    boolean led = leads();
    Look now = candidacy.look();
    tell(last, now);
    last = now;
    if (!led && leads()) {
      listeners.forEach(Runnable::run);
    }
    return pause(now);
  }

  private void tell(Look before, Look now) {
    if (before.equals(now)) {
      return;
    }
    switch (now) {
      case Look.Leads() -> LOG.info("leads from now on: this replica writes status and Events");
      case Look.Follows(String holder) ->
          LOG.info("{} leads; this replica serves, and writes nothing", holder);
      case Look.Unclear(String reason) ->
          LOG.warn(
              "the Lease cannot be had: {}; this replica serves, and {}",
              reason,
              leads() ? "leads for a while yet" : "writes nothing");
    }
  }

  private Duration pause(Look look) {
    Duration retry = term.retry();
    return look instanceof Look.Leads || leads()
        ? retry
        : retry.plusNanos((long) (retry.toNanos() * JITTER * random.nextDouble()));
  }

  /// How many of its rounds failed by a defect.
  public long defects() {
    return loop.defects();
  }

  /// Lets go of the Lease; waits a few seconds at most.
  @Override
  public void close() {
    loop.close();
  }
}
