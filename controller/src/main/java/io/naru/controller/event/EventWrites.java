package io.naru.controller.event;

import io.naru.controller.access.Answer;
import io.naru.controller.leader.Leadership;
import io.naru.controller.pace.Pace;
import io.naru.controller.pace.Ticker;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes what waits in the queue, each request at its pace and none without leadership.
///
/// Thread rule: one thread.
final class EventWrites {
  static final int MOST_A_SECOND = 10;
  static final int MOST_AT_ONCE = 25;

  private static final Logger LOG = LoggerFactory.getLogger(EventWrites.class);
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;

  private final EventStore store;
  private final EventQueue queue;
  private final Leadership leadership;
  private final Ticker ticker;
  private final Pace pace;
  private final EventCounts counts;

  EventWrites(EventParts parts, EventQueue queue, EventCounts counts) {
    this.store = parts.store();
    this.leadership = parts.leadership();
    this.ticker = parts.ticker();
    this.queue = queue;
    this.counts = counts;
    this.pace = new Pace(MOST_A_SECOND, MOST_AT_ONCE, ticker);
  }

  /// What came of the attempt to write.
  sealed interface Outcome {

    /// Nothing waits any more, or nothing may be written.
    record Idle() implements Outcome {}

    /// More waits.
    record More() implements Outcome {}

    /// The API server cannot be written to at present.
    record Stopped(String reason) implements Outcome {}
  }

  /// Writes about a second's worth.
  Outcome write() throws InterruptedException {
    for (int i = 0; i < MOST_A_SECOND; i++) {
      Optional<ObjectEvent> next = queue.first();
      if (next.isEmpty()) {
        return new Outcome.Idle();
      }
      pace.await();
      if (!leadership.leads()) {
        return new Outcome.Idle();
      }
      Optional<String> obstacle = write(next.get());
      if (obstacle.isPresent()) {
        return new Outcome.Stopped(obstacle.get());
      }
    }
    return new Outcome.More();
  }

  private Optional<String> write(ObjectEvent event) {
    int times = queue.times(event);
    Answer<?> answer = times > 0 ? store.again(event, times + 1) : store.create(event);
    if (times > 0 && answer instanceof Answer.Absent<?>) {
      answer = store.create(event);
    }
    return switch (answer) {
      case Answer.Done<?> _ -> {
        counts.wrote();
        yield said(event);
      }
      // It stands there: another leader said it.
      case Answer.Conflict<?> _ -> said(event);
      case Answer.Absent<?> _ -> drop(event, "its namespace does not exist");
      case Answer.Refused<?>(int code, String reason) ->
          code == TOO_MANY_REQUESTS || code >= SERVER_ERRORS
              ? Optional.of(reason)
              : drop(event, reason);
      case Answer.Unreachable<?>(String reason) -> Optional.of(reason);
    };
  }

  private Optional<String> said(ObjectEvent event) {
    queue.said(event, ticker.nanos());
    return Optional.empty();
  }

  /// What is wrong with one Event must not keep the others waiting.
  private Optional<String> drop(ObjectEvent event, String reason) {
    counts.failedOne();
    queue.drop(event);
    LOG.debug("no Event for {}: {}", event.object(), reason);
    return Optional.empty();
  }
}
