package io.naru.controller.pace;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Rounds of some work on a virtual thread of its own: the next one when it is due, or soon after
/// somebody calls for it.
///
/// Thread rule: [#wake] from any thread; started and closed by one.
public final class Loop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

  /// A burst of calls is one call.
  private static final Duration BREATH = Duration.ofMillis(200);

  private static final Duration AFTER_A_DEFECT = Duration.ofSeconds(30);

  private final Work work;
  private final Duration patience;
  private final Wake wake = new Wake();
  private final Thread thread;
  private final LongAdder defects = new LongAdder();
  private volatile boolean closing;

  /// What is done, by one thread.
  public interface Work {
    /// One round.
    ///
    /// @return when the next one is due; zero for at once
    Duration round() throws InterruptedException;

    /// After the last round.
    default void end() throws InterruptedException {}
  }

  /// @param name of the thread
  /// @param patience how long [#close] waits for the round that is running, and the end
  public Loop(String name, Work work, Duration patience) {
    this.work = work;
    this.patience = patience;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /// How many rounds failed by a defect.
  public long defects() {
    return defects.sum();
  }

  /// Calls for a round.
  public void wake() {
    wake.ring();
  }

  private void run() {
    try {
      while (!closing) {
        Duration next = round();
        if (!next.isZero() && wake.await(next) && !closing) {
          Thread.sleep(BREATH);
        }
      }
      work.end();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      LOG.error("a defect of ours at the end of {}", thread.getName(), e);
    }
  }

  private Duration round() throws InterruptedException {
    try {
      return work.round();
    } catch (RuntimeException | Error e) {
      defects.increment();
      LOG.error("a defect of ours in {}", thread.getName(), e);
      return AFTER_A_DEFECT;
    }
  }

  /// Ends after the round that is running. One that was never started has nothing to end.
  @Override
  public void close() {
    closing = true;
    wake.ring();
    try {
      if (thread.getState() != Thread.State.NEW && !thread.join(patience)) {
        LOG.warn("{} does not end in time", thread.getName());
        thread.interrupt();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
