package io.naru.controller.watch.folder;

import java.time.Duration;

/// When a folder watch acts.
///
/// @param quiet how long a burst must be quiet before it is applied, and how long a loss is doubted
/// @param maximum how long a burst that does not end is put off
/// @param scan how long after a scan of the whole folder the next one follows, at least
public record Timing(Duration quiet, Duration maximum, Duration scan) {
  /// Listings take up at most a hundredth of the thread's time, as long as that puts them off by no
  /// more than this.
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  private static final int SHARE = 100;

  public Timing {
    if (scan.isNegative() || scan.isZero()) {
      throw new IllegalArgumentException("scans need some time in between, not " + scan);
    }
  }

  /// How long after a scan the next one follows. What it read is not counted: that is done once for
  /// each change, however long it takes.
  ///
  /// @param listing how long its listing took
  Duration pauseAfter(Duration listing) {
    Duration shared = listing.multipliedBy(SHARE);
    Duration pause = shared.compareTo(LONGEST_PAUSE) < 0 ? shared : LONGEST_PAUSE;
    return pause.compareTo(scan) < 0 ? scan : pause;
  }

  /// 10 ms, 100 ms and 5 s.
  public static Timing standard() {
    return new Timing(Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofSeconds(5));
  }
}
