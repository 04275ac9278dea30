package io.naru.controller.status;

import java.time.Duration;

/// What this replica made of the status of one Ingress: what it wanted there, what it found there
/// afterwards, and how often somebody else has changed that since.
///
/// The first change of another is taken back at once: a controller that was shut down may have
/// cleared the field. Who does it again writes too, and is given way for longer and longer.
///
/// Times are nanoseconds of one monotonic clock.
///
/// @param after what the field had when this one had written or looked last
/// @param strikes changes of others, one soon after the other
/// @param struck when the last of them was seen
/// @param lost whether what was written does not stand any more
record Claim(
    Addresses wanted, Addresses after, int strikes, long struck, boolean lost, Rival rival) {
  private static final Duration FIRST_RETREAT = Duration.ofMinutes(5);
  private static final Duration LONGEST_RETREAT = Duration.ofHours(1);

  /// Two changes that lie further apart have nothing to do with each other.
  private static final Duration CALM = LONGEST_RETREAT.multipliedBy(2);

  private static final int MOST_STRIKES = 10;

  /// Who the other is.
  ///
  /// @param name as the API server knows who writes
  /// @param addresses that it wrote last
  record Rival(String name, Addresses addresses) {
    private static final Rival UNKNOWN = new Rival("somebody else", Addresses.NONE);
  }

  /// A first look.
  static Claim nothing(long now) {
    return new Claim(Addresses.NONE, Addresses.NONE, 0, now, false, Rival.UNKNOWN);
  }

  /// After a write of ours.
  Claim wrote(Addresses addresses, Addresses found) {
    return new Claim(addresses, found, strikes, struck, false, rival);
  }

  /// The field has this now.
  Claim sees(Addresses shown, long now) {
    if (shown.equals(after)) {
      return this;
    }
    if (shown.equals(wanted)) {
      return new Claim(wanted, shown, strikes, struck, false, rival);
    }
    int more = isCalm(now) ? 1 : Math.min(strikes + 1, MOST_STRIKES);
    return new Claim(wanted, shown, more, now, true, new Rival(rival.name(), shown));
  }

  Claim against(String manager) {
    return new Claim(wanted, after, strikes, struck, lost, new Rival(manager, rival.addresses()));
  }

  /// Whether the addresses may be written now, given that the field does not have them.
  boolean mayWrite(Addresses addresses, long now) {
    return lost ? now - struck >= retreat() : !wanted.equals(addresses);
  }

  /// Whether somebody else is known to write there too.
  boolean isContested(long now) {
    return strikes > 1 && !isCalm(now);
  }

  private boolean isCalm(long now) {
    return strikes == 0 || now - struck > CALM.toNanos();
  }

  /// Nanoseconds from the last strike to the next try.
  private long retreat() {
    return strikes < 2
        ? 0
        : Math.min(FIRST_RETREAT.toNanos() << (strikes - 2), LONGEST_RETREAT.toNanos());
  }
}
