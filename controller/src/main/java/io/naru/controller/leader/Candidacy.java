package io.naru.controller.leader;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.naru.controller.access.Answer;
import io.naru.controller.pace.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// One replica's part in the election, look by look. As the reference client does it, another's
/// Lease counts as over when it has not changed for as long as it says, by the clock of the one who
/// looks: clocks of other machines are not believed.
///
/// Thread rule: one thread.
final class Candidacy {
  private final String identity;
  private final Term term;
  private final LeaseStore store;
  private final Tenure tenure;
  private final Ticker ticker;
  private final InstantSource clock;
  private Optional<Sight> last = Optional.empty();

  /// A version of the Lease, and since when it has been seen.
  private record Sight(String version, long since) {}

  Candidacy(String identity, Term term, LeaseStore store, Ticker ticker, InstantSource clock) {
    this.identity = identity;
    this.term = term;
    this.store = store;
    this.tenure = new Tenure(term, ticker);
    this.ticker = ticker;
    this.clock = clock;
  }

  Leadership leadership() {
    return tenure;
  }

  /// Renews what is held, or takes what is free.
  Look look() {
    long asked = ticker.nanos();
    return switch (store.get()) {
      case Answer.Done<Lease>(Lease lease) -> at(Holding.of(lease), asked);
      case Answer.Absent<Lease> _ ->
          written(store.create(Holding.first(identity, term, clock.instant())), asked);
      case Answer.Conflict<Lease>(String reason) -> new Look.Unclear(reason);
      case Answer.Refused<Lease>(_, String reason) -> new Look.Unclear(reason);
      case Answer.Unreachable<Lease>(String reason) -> new Look.Unclear(reason);
    };
  }

  private Look at(Holding holding, long asked) {
    if (holding.holder().equals(identity)) {
      return written(store.update(holding.renewed(term, clock.instant())), asked);
    }
    tenure.ended();
    if (holding.isFree() || isOver(holding)) {
      return written(store.update(holding.taken(identity, term, clock.instant())), asked);
    }
    return new Look.Follows(holding.holder());
  }

  private boolean isOver(Holding holding) {
    long now = ticker.nanos();
    Sight sight =
        last.filter(it -> it.version().equals(holding.version()))
            .orElseGet(() -> new Sight(holding.version(), now));
    last = Optional.of(sight);
    return Duration.ofNanos(now - sight.since()).compareTo(holding.lasts()) > 0;
  }

  private Look written(Answer<Lease> answer, long asked) {
    return switch (answer) {
      case Answer.Done<Lease> _ -> {
        tenure.renewed(asked);
        yield new Look.Leads();
      }
      case Answer.Absent<Lease> _ -> new Look.Unclear("the Lease was deleted meanwhile");
      case Answer.Conflict<Lease> _ -> new Look.Unclear("the Lease was changed meanwhile");
      case Answer.Refused<Lease>(_, String reason) -> new Look.Unclear(reason);
      case Answer.Unreachable<Lease>(String reason) -> new Look.Unclear(reason);
    };
  }

  /// Lets go of what is held, so that another need not wait. From now on this one does not lead.
  void release() {
    tenure.ended();
    if (store.get() instanceof Answer.Done<Lease>(Lease lease)) {
      Holding holding = Holding.of(lease);
      if (holding.holder().equals(identity)) {
        store.update(holding.released(clock.instant()));
      }
    }
  }
}
