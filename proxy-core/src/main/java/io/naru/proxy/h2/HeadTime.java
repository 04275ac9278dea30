package io.naru.proxy.h2;

import io.naru.proxy.loop.Deadlines;
import java.time.Duration;

/**
 * Bounds the time from the first byte of a frame or header block to its last. A body has no such
 * bound: it may come as slowly as its own pauses allow.
 */
final class HeadTime {
  private final Unfinished unfinished;
  private final Duration time;
  private final Deadlines.Deadline deadline;
  private long ended;

  HeadTime(Unfinished unfinished, Duration time, Deadlines.Deadline deadline) {
    this.unfinished = unfinished;
    this.time = time;
    this.deadline = deadline;
  }

  /** What is unfinished now began since the last read, if something else ended meanwhile. */
  void afterRead() {
    if (!unfinished.isHead()) {
      deadline.disarm();
    } else if (!deadline.isArmed() || ended != unfinished.ended()) {
      deadline.arm(time.toMillis());
    }
    ended = unfinished.ended();
  }

  /** The connection is closed. */
  void over() {
    deadline.disarm();
  }
}
