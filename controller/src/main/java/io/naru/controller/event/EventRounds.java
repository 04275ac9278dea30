package io.naru.controller.event;

import io.naru.controller.leader.Leadership;
import io.naru.controller.pace.Backoff;
import io.naru.controller.pace.Ticker;
import io.naru.controller.publish.Standing;
import io.naru.controller.watch.ChangeSet;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says what is to be said, round by round, while this replica leads. A round writes for about a
/// second, then the news are looked at again.
///
/// Thread rule: one thread makes rounds; [#stands] may be called from any.
final class EventRounds {
  private static final Logger LOG = LoggerFactory.getLogger(EventRounds.class);
  private static final int MOST_WAITING = 1_000;
  private static final int MOST_REMEMBERED = 10_000;
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

  private final Leadership leadership;
  private final Ticker ticker;
  private final EventCounts counts;
  private final News news = new News();
  private final Gathering gathering;
  private final EventWrites writes;
  private final Backoff backoff = new Backoff(FIRST_RETRY, IDLE);
  private Optional<String> obstacle = Optional.empty();
  private long droppedBefore;
  private long saidAt;

  EventRounds(EventOptions options, EventParts parts, EventCounts counts) {
    EventQueue queue = new EventQueue(MOST_WAITING, MOST_REMEMBERED);
    this.leadership = parts.leadership();
    this.ticker = parts.ticker();
    this.counts = counts;
    this.gathering = new Gathering(options, queue, counts);
    this.writes = new EventWrites(parts, queue, counts);
    this.saidAt = ticker.nanos() - IDLE.toNanos();
  }

  void stands(Standing now, ChangeSet since) {
    news.stands(now, since);
  }

  /// One round.
  ///
  /// @return when the next one is due, if nothing happens before
  Duration round() throws InterruptedException {
    Optional<News.Bulletin> latest = news.take();
    if (!leadership.leads()) {
      gathering.forget();
      return IDLE;
    }
    latest.ifPresent(it -> gathering.gather(it, ticker.nanos()));
    Duration next = next(writes.write());
    sayDropped();
    return next;
  }

  private Duration next(EventWrites.Outcome outcome) {
    return switch (outcome) {
      case EventWrites.Outcome.Idle() -> {
        written();
        yield IDLE;
      }
      case EventWrites.Outcome.More() -> {
        written();
        yield Duration.ZERO;
      }
      case EventWrites.Outcome.Stopped(String reason) -> {
        if (obstacle.filter(reason::equals).isEmpty()) {
          LOG.warn("Events cannot be written: {}; they are tried again", reason);
        }
        obstacle = Optional.of(reason);
        yield backoff.failed();
      }
    };
  }

  private void written() {
    obstacle = Optional.empty();
    backoff.succeeded();
  }

  /// At most a line a minute.
  private void sayDropped() {
    long dropped = counts.dropped();
    if (dropped > droppedBefore && ticker.nanos() - saidAt >= IDLE.toNanos()) {
      LOG.warn(
          "{} Events were dropped: there is more to say than the {} a second that are written",
          dropped - droppedBefore,
          EventWrites.MOST_A_SECOND);
      droppedBefore = dropped;
      saidAt = ticker.nanos();
    }
  }
}
