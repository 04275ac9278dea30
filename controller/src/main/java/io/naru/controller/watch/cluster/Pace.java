package io.naru.controller.watch.cluster;

import java.time.Duration;

/// When a watch of a cluster acts.
///
/// @param quiet how long a burst must be quiet before it is applied
/// @param maximum how long a burst that does not end is put off
/// @param look how often the watches are looked at
/// @param patience how long a watch may be interrupted before that is said
/// @param compare how long after a comparison of versions the next one follows, at least
/// @param share how many times longer than a comparison took the next one is away, at least
/// @param settle how long a version that the server has may be unknown before the watch counts as
///   dead
public record Pace(
    Duration quiet,
    Duration maximum,
    Duration look,
    Duration patience,
    Duration compare,
    int share,
    Duration settle) {

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
