package io.naru.controller.leader;

import java.time.Duration;

/// The times of an election, all from the one that the flag gives (behaviour 31).
///
/// @param lease how long the others wait after the last renewal that they saw
public record Term(Duration lease) {
  private static final Duration LEAST = Duration.ofSeconds(1);

  public static final Term DEFAULT = new Term(Duration.ofSeconds(30));

  /// @throws IllegalArgumentException for less than a second, which a Lease cannot say
  public Term {
    if (lease.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException("a lease of " + lease + " is shorter than a second");
    }
  }

  /// How long the leader believes in its last renewal: it stops long before the others begin.
  Duration trust() {
    return lease.dividedBy(2);
  }

  /// Between two looks at the Lease.
  Duration retry() {
    return lease.dividedBy(4);
  }
}
