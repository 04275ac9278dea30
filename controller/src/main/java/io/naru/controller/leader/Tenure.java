package io.naru.controller.leader;

import io.naru.controller.pace.Ticker;
import java.util.Optional;

/// How long this replica may act on a renewal of its Lease: from when it asked for it, not from
/// when it was told. The others begin to count later, and count longer.
///
/// Thread rule: one thread renews, any asks.
final class Tenure implements Leadership {
  private final long trust;
  private final Ticker ticker;
  private volatile Optional<Renewal> last = Optional.empty();

  private record Renewal(long asked) {}

  Tenure(Term term, Ticker ticker) {
    this.trust = term.trust().toNanos();
    this.ticker = ticker;
  }

  /// @param asked when the renewal that succeeded was begun, by the ticker
  void renewed(long asked) {
    last = Optional.of(new Renewal(asked));
  }

  void ended() {
    last = Optional.empty();
  }

  @Override
  public boolean leads() {
    return last.filter(it -> ticker.nanos() - it.asked() < trust).isPresent();
  }
}
