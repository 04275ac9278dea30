package io.naru.controller.pace;

import java.time.Duration;

/// A clock that a test moves; whoever pauses moves it too.
///
/// Thread rule: one thread.
public final class HandTicker implements Ticker {
  // near the end, so that a comparison that forgets the overflow fails
  private long now = Long.MAX_VALUE - Duration.ofSeconds(2).toNanos();

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public void pause(long nanos) {
    now += Math.max(0, nanos);
  }

  public void advance(Duration time) {
    now += time.toNanos();
  }
}
