package io.naru.controller.pace;

import java.time.Duration;

/// How long to wait after failures in a row: twice as long each time, up to a bound.
///
/// Thread rule: one thread.
public final class Backoff {
  private final Duration first;
  private final Duration most;
  private Duration next;

  public Backoff(Duration first, Duration most) {
    this.first = first;
    this.most = most;
    this.next = first;
  }

  /// The wait after one more failure.
  public Duration failed() {
    Duration now = next;
    Duration twice = now.multipliedBy(2);
    next = twice.compareTo(most) < 0 ? twice : most;
    return now;
  }

  public void succeeded() {
    next = first;
  }
}
