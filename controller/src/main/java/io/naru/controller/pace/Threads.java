package io.naru.controller.pace;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Threads of their own that do one turn of their work after the other, and that no defect ends: a
/// turn that throws is logged and counted, and after a rest the next one goes on. Who depends on
/// them asks whether they all turn.
///
/// Thread rule: started and closed by one thread; any thread asks.
public final class Threads implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Threads.class);
  private static final Duration LAST_CALL = Duration.ofSeconds(30);
  private static final Duration FIRST_REST = Duration.ofSeconds(1);
  private static final Duration LONGEST_REST = Duration.ofSeconds(30);

  /// How long a thread may be without a turn that succeeds. A turn waits for a minute at most, and
  /// a table of any size is compiled in less than the other.
  static final Duration LONGEST_TURN = Duration.ofMinutes(2);

  private final Ticker ticker;
  private final List<Turning> all = new CopyOnWriteArrayList<>();
  private final LongAdder defects = new LongAdder();
  private volatile boolean closing;

  public Threads(Ticker ticker) {
    this.ticker = ticker;
  }

  /// What a thread does again and again.
  @FunctionalInterface
  public interface Work {
    /// One turn, which waits at most a minute for something to do.
    ///
    /// @throws InterruptedException if the thread is to end
    void turn() throws InterruptedException;
  }

  /// Starts a thread whose turns take two minutes at most.
  public void start(String name, Work work) {
    start(new Turning(name, work, LONGEST_TURN));
  }

  /// Starts a thread whose turns take as long as they may.
  public void startUnhurried(String name, Work work) {
    start(new Turning(name, work, ChronoUnit.FOREVER.getDuration()));
  }

  private void start(Turning turning) {
    all.add(turning);
    turning.thread.start();
  }

  /// How many turns failed.
  public long defects() {
    return defects.sum();
  }

  /// Which thread does not do its work, in a sentence; empty where all do.
  public Optional<String> obstacle() {
    return all.stream().flatMap(it -> it.obstacle().stream()).findFirst();
  }

  /// Interrupts all, and waits for what is at work, at most 30 seconds each.
  @Override
  public void close() {
    closing = true;
    all.forEach(it -> it.thread.interrupt());
    all.forEach(Turning::join);
  }

  private final class Turning {
    private final Work work;
    private final Duration longest;
    private final Thread thread;
    private final Backoff rest = new Backoff(FIRST_REST, LONGEST_REST);
    private volatile long turned = ticker.nanos();

    Turning(String name, Work work, Duration longest) {
      this.work = work;
      this.longest = longest;
      this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    Optional<String> obstacle() {
      Duration silent = Duration.ofNanos(ticker.nanos() - turned);
      if (!thread.isAlive() && !closing) {
        return Optional.of("the thread " + thread.getName() + " has ended");
      }
      return silent.compareTo(longest) <= 0
          ? Optional.empty()
          : Optional.of(
              "the thread %s has not done its work for %d s"
                  .formatted(thread.getName(), silent.toSeconds()));
    }

    private void run() {
      while (!closing) {
        try {
          guarded();
        } catch (InterruptedException _) {
          // Only who closes it ends it.
        }
      }
    }

    private void guarded() throws InterruptedException {
      try {
        work.turn();
        turned = ticker.nanos();
        rest.succeeded();
      } catch (RuntimeException | Error e) {
        defects.increment();
        Duration pause = rest.failed();
        LOG.error(
            "a defect of ours in {}; it goes on in {} s", thread.getName(), pause.toSeconds(), e);
        ticker.pause(pause.toNanos());
      }
    }

    void join() {
      try {
        if (!thread.join(LAST_CALL)) {
          LOG.warn("{} is still at work", thread.getName());
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
