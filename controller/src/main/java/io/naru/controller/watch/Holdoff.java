package io.naru.controller.watch;

import java.time.Duration;
import java.util.OptionalLong;

/// When gathered events are to be applied: the first one after a calm at once, a burst behind it
/// once it has been quiet for a delay, and at the latest a maximum after the burst's first event.
///
/// A plain calculation: it has no clock, thread or timer, so that any loop that can wait for a
/// given time can use it. Times are nanoseconds of one monotonic clock such as [System#nanoTime()].
///
/// Thread rule: one thread.
public final class Holdoff {
  private final long quiet;
  private final long maximum;
  private boolean calm = true;
  private long lastActivity;
  private boolean pending;
  private long firstPending;
  private long due;

  /// @throws IllegalArgumentException unless 0 <= quiet <= maximum
  public Holdoff(Duration quiet, Duration maximum) {
    if (quiet.isNegative() || quiet.compareTo(maximum) > 0) {
      throw new IllegalArgumentException(
          "a quiet delay of " + quiet + " does not lie between 0 and the maximum, " + maximum);
    }
    this.quiet = quiet.toNanos();
    this.maximum = maximum.toNanos();
  }

  /// An event came.
  public void event(long now) {
    boolean atOnce = !pending && (calm || now - lastActivity >= quiet);
    if (!pending) {
      firstPending = now;
      due = atOnce ? now : now + quiet;
    } else if (due - now > 0) {
      due = firstPending + Math.min(now - firstPending + quiet, maximum);
    }
    pending = true;
    active(now);
  }

  /// Nanoseconds until the events are due, 0 if they are, empty if none is pending.
  public OptionalLong remaining(long now) {
    return pending ? OptionalLong.of(Math.max(0, due - now)) : OptionalLong.empty();
  }

  /// All pending events were applied.
  public void applied(long now) {
    pending = false;
    active(now);
  }

  private void active(long now) {
    calm = false;
    lastActivity = now;
  }
}
