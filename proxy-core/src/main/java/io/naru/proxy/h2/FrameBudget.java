package io.naru.proxy.h2;

import java.util.function.LongSupplier;

/**
 * What a peer's frames may cost us (catalogue D1, D2, D5). Frames that move no stream forward
 * (PING, SETTINGS, PRIORITY, WINDOW_UPDATE, empty DATA) spend; frames that carry a request or a
 * body, in either direction, earn, so that the pings and window updates of a busy connection never
 * end it. Resets, whoever writes them, are counted over a sliding window.
 */
final class FrameBudget {
  private static final long WINDOW_NANOS = 10_000_000_000L;
  private static final int MOST_EARNED = 20_000;
  private static final int BYTES_PER_FRAME = 2048;

  private final int idleFrames;
  private final long[] resetTimes;
  private final LongSupplier nanoClock;
  private long left;
  private long filledAt;
  private long resets;

  /**
   * @param idleFrames in ten seconds, 0 for no limit
   * @param resets in ten seconds, 0 for no limit
   */
  FrameBudget(int idleFrames, int resets, LongSupplier nanoClock) {
    this.idleFrames = idleFrames;
    this.resetTimes = new long[resets];
    this.nanoClock = nanoClock;
    this.left = idleFrames;
    this.filledAt = nanoClock.getAsLong();
  }

  /** A useful frame, with so many bytes of a body, was sent or received. */
  void earn(int bytes) {
    left = Math.min(MOST_EARNED, left + 1 + bytes / BYTES_PER_FRAME);
  }

  /** Whether so many frames without use are still within the budget. */
  boolean spend(int frames) {
    left -= frames;
    if (left >= 0 || idleFrames == 0) {
      return true;
    }
    long now = nanoClock.getAsLong();
    long refill = Math.min(idleFrames, (now - filledAt) * idleFrames / WINDOW_NANOS);
    if (refill < frames) {
      return false;
    }
    left = refill - frames;
    filledAt = now;
    return true;
  }

  /** Whether one more reset is still within the budget. */
  boolean reset() {
    if (resetTimes.length == 0) {
      return true;
    }
    long now = nanoClock.getAsLong();
    int slot = (int) (resets % resetTimes.length);
    boolean full = resets >= resetTimes.length && now - resetTimes[slot] < WINDOW_NANOS;
    resetTimes[slot] = now;
    resets++;
    return !full;
  }
}
