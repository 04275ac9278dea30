package io.naru.controller.watch.cluster;

import java.time.Duration;

/// When a watch of a cluster acts.
///
/// @param quiet how long a burst must be quiet before it is applied
/// @param maximum how long a burst that does not end is put off
/// @param look how often the watches are looked at
/// @param patience how long a watch may be interrupted before that is said
/// @param compare how long after a comparison of versions the next one follows, at least
/// @param share how many times longer than the reading of a comparison took the next one is away,
///   at least; but see [#pause]
/// @param settle how long a version that the server has may be unknown before the watch counts as
///   dead, and how long a list is doubted that lacks what little there was
public record Pace(
    Duration quiet,
    Duration maximum,
    Duration look,
    Duration patience,
    Duration compare,
    int share,
    Duration settle) {
  /// A server that is slow once must not switch the comparisons off.
  private static final int MOST = 5;

  private static final int LONGEST_DOUBT = 150;
  private static final int DOUBTED_TOGETHER = 32;

  /// How long after a comparison the next one follows: at most five times [#compare()].
  ///
  /// @param reading how long that took, without the waits between
  Duration pause(Duration reading) {
    Duration wished =
        compare.compareTo(reading.multipliedBy(share)) < 0 ? reading.multipliedBy(share) : compare;
    Duration most = compare.multipliedBy(MOST);
    return wished.compareTo(most) < 0 ? wished : most;
  }

  /// How long a list must be confirmed that lacks so many objects: longer where more would be lost,
  /// at most 150 times [#settle()].
  Duration doubt(int objects) {
    return settle.multipliedBy(Math.min(LONGEST_DOUBT, 1 + objects / DOUBTED_TOGETHER));
  }

  /// The same with another time between comparisons.
  public Pace comparing(Duration other) {
    return new Pace(quiet, maximum, look, patience, other, share, settle);
  }

  /// 5 ms, 100 ms, 1 s, 3 s, 60 s (comparisons take up at most a hundredth of the time) and 2 s.
  public static Pace standard() {
    return new Pace(
        Duration.ofMillis(5),
        Duration.ofMillis(100),
        Duration.ofSeconds(1),
        Duration.ofSeconds(3),
        Duration.ofSeconds(60),
        100,
        Duration.ofSeconds(2));
  }
}
