package io.naru.controller.event;

import io.naru.controller.access.Events;
import io.naru.controller.leader.Leadership;
import io.naru.controller.pace.Loop;
import io.naru.controller.pace.Ticker;
import io.naru.controller.publish.Standing;
import io.naru.controller.watch.ChangeSet;
import java.time.Duration;

/// Writes Events beside the objects of users, while this replica leads (behaviour 32).
///
/// Thread rule: one virtual thread does it all; what is public may be called from any thread and
/// returns at once, but for [#close].
public final class EventWriter implements Standing.Listener, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final EventCounts counts = new EventCounts();
  private final EventRounds rounds;
  private final Loop loop;

  /// @param pod that this is, as Events name it
  public EventWriter(EventOptions options, Events events, String pod, Leadership leadership) {
    this(options, new EventParts(ApiEvents.of(events, pod), leadership, Ticker.system()));
  }

  EventWriter(EventOptions options, EventParts parts) {
    this.rounds = new EventRounds(options, parts, counts);
    this.loop = new Loop("events", rounds::round, PATIENCE);
  }

  public void start() {
    loop.start();
  }

  @Override
  public void stands(Standing now, ChangeSet since) {
    rounds.stands(now, since);
    loop.wake();
  }

  /// This replica may lead now.
  public void wake() {
    loop.wake();
  }

  public EventCounts counts() {
    return counts;
  }

  /// How many of its rounds failed by a defect.
  public long defects() {
    return loop.defects();
  }

  /// Ends, with what is being written.
  @Override
  public void close() {
    loop.close();
  }
}
