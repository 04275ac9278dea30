package io.naru.proxy.h2;

import java.util.function.LongSupplier;

/**
 * What a peer's frames may cost us beyond the requests and bodies that they carry (catalogue D5).
 * Frames that move no stream forward (PING, SETTINGS, PRIORITY, WINDOW_UPDATE, RST_STREAM, empty
 * DATA, those of unknown types) are spent. Each frame that does, in either direction, earns what an
 * honest peer may send because of it, so that no such peer meets the budget however much it
 * exchanges with us, and time earns what an idle one sends.
 */
final class FrameBudget {
  private static final long PERIOD_NANOS = 10_000_000_000L;

  /** The growth of its stream's window, a change or two of its priority, its reset. */
  private static final int HEADERS_READ = 8;

  /** A PING or another look at the state of the path. */
  private static final int HEADERS_SENT = 2;

  private static final int DATA_READ = 2;

  /** The window of the stream, that of the connection, and a PING to measure the path. */
  private static final int DATA_SENT = 3;

  /** More than the frames whose returns the sockets in between can hold. */
  private static final int MOST_EARNED = 1 << 20;

  /** So many times its budget behind, a peer is not waited for any more. */
  private static final int FLOOD = 10;

  private final int idleFrames;
  private final LongSupplier nanoClock;
  private Runnable exceeded = () -> {};
  private boolean isExceeded;
  private long left;
  private long filledAt;

  /**
   * @param idleFrames in ten seconds, 0 for no limit
   */
  FrameBudget(int idleFrames, LongSupplier nanoClock) {
    this.idleFrames = idleFrames;
    this.nanoClock = nanoClock;
    this.left = idleFrames;
    this.filledAt = nanoClock.getAsLong();
  }

  /**
   * @param task runs once, when the budget is spent
   */
  void whenExceeded(Runnable task) {
    exceeded = task;
  }

  /** A header block came; nothing is earned by those that no stream is opened for any more. */
  void headersRead() {
    if (!isExceeded) {
      earn(HEADERS_READ);
    }
  }

  void headersSent() {
    earn(HEADERS_SENT);
  }

  /** DATA came that was not empty. */
  void dataRead() {
    earn(DATA_READ);
  }

  void dataSent() {
    earn(DATA_SENT);
  }

  private void earn(int frames) {
    left = Math.min(MOST_EARNED, left + frames);
  }

  /**
   * A frame without use came.
   *
   * @return false if it belongs to a flood, which ends its connection at once
   */
  boolean spend() {
    return spend(1);
  }

  /**
   * A header block was refused: it takes back what it earned before that was known.
   *
   * @return as {@link #spend()}
   */
  boolean refused() {
    return spend(HEADERS_READ);
  }

  private boolean spend(int frames) {
    left -= frames;
    if (left >= 0 || idleFrames == 0) {
      return true;
    }
    refill();
    if (left < 0 && !isExceeded) {
      isExceeded = true;
      exceeded.run();
    }
    return left > -FLOOD * (long) idleFrames;
  }

  private void refill() {
    long now = nanoClock.getAsLong();
    long periods = Math.min(PERIOD_NANOS, now - filledAt);
    long refill = periods * idleFrames / PERIOD_NANOS;
    if (refill > 0) {
      left = Math.min(idleFrames, left + refill);
      filledAt = now;
    }
  }
}
