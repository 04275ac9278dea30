package io.naru.controller.pace;

import java.time.Duration;

/// Lets so many through a second, and after a calm a few at once.
///
/// Thread rule: one thread.
public final class Pace {
  private final long interval;
  private final long slack;
  private final Ticker ticker;
  private long next;

  /// @param perSecond at least 1
  /// @param burst how many may pass at once after a calm, at least 1; with 1 they come evenly
  /// @throws IllegalArgumentException for less
  public Pace(int perSecond, int burst, Ticker ticker) {
    if (perSecond < 1 || burst < 1) {
      throw new IllegalArgumentException(burst + " at once, " + perSecond + " a second");
    }
    this.interval = Duration.ofSeconds(1).toNanos() / perSecond;
    this.slack = interval * (burst - 1);
    this.ticker = ticker;
    this.next = ticker.nanos();
  }

  /// Waits for the caller's turn, and takes it.
  public void await() throws InterruptedException {
    long early = next - slack - ticker.nanos();
    if (early > 0) {
      ticker.pause(early);
    }
    long now = ticker.nanos();
    next = (next - now > 0 ? next : now) + interval;
  }
}
