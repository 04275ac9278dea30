package io.naru.controller.watch.folder;

import java.time.Duration;

/// When a folder watch acts.
///
/// @param quiet how long a burst must be quiet before it is applied, and how long a loss is doubted
/// @param maximum how long a burst that does not end is put off
/// @param scan how long after a scan of the whole folder the next one follows, at least
public record Timing(Duration quiet, Duration maximum, Duration scan) {
  public Timing {
    if (scan.isNegative() || scan.isZero()) {
      throw new IllegalArgumentException("scans need some time in between, not " + scan);
    }
  }

  /// 10 ms, 100 ms and 5 s.
  public static Timing standard() {
    return new Timing(Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofSeconds(5));
  }
}
