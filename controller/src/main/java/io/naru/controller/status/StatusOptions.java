package io.naru.controller.status;

import java.time.Duration;

/// What the flags say about status.
///
/// @param interval between two looks for addresses, at least 5 s
/// @param clearedAtEnd whether the last replica takes its addresses with it
public record StatusOptions(
    StatusMode mode, AddressChoice addresses, Duration interval, boolean clearedAtEnd) {
  /// The shortest interval (behaviour 31).
  public static final Duration SHORTEST = Duration.ofSeconds(5);

  public StatusOptions {
    if (interval.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException("an interval of " + interval);
    }
  }
}
