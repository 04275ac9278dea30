package io.naru.controller;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.naru.controller.access.ApiServer;
import io.naru.controller.event.EventWriter;
import io.naru.controller.leader.LeaderGate;
import io.naru.controller.leader.Leadership;
import io.naru.controller.problem.Problem;
import io.naru.controller.publish.Standing;
import io.naru.controller.status.IngressStatusWriter;
import io.naru.controller.status.ShownStatus;
import io.naru.controller.watch.ChangeSet;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/// All that is written to the cluster, wired by hand. Nothing that serves waits for it.
///
/// Thread rule: made, started and closed by one thread; told by any.
final class ClusterWrites implements Standing.Listener, AutoCloseable {
  private final Optional<LeaderGate> gate;
  private final IngressStatusWriter status;
  private final EventWriter events;

  /// @param pod that this is
  ClusterWrites(Writes writes, ApiServer server, String pod) {
    this.gate =
        writes
            .election()
            .map(term -> new LeaderGate(pod, term, server.leases(), new SecureRandom()));
    this.status =
        new IngressStatusWriter(
            writes.status(), server, pod, gate.<Leadership>map(it -> it).orElse(Leadership.NEVER));
    // Without an election every replica says the same, and the API server keeps it once.
    this.events =
        new EventWriter(
            writes.events(),
            server.events(),
            pod,
            gate.<Leadership>map(it -> it).orElse(Leadership.ALWAYS));
    gate.ifPresent(it -> it.whenLeading(status::wake));
    gate.ifPresent(it -> it.whenLeading(events::wake));
  }

  /// Whether this replica writes; all do without an election, so this is for writes that name the
  /// version which they replace.
  Leadership leadership() {
    return gate.<Leadership>map(it -> it).orElse(Leadership.ALWAYS);
  }

  /// Who is to be told what the API server shows.
  ShownStatus shown() {
    return status.shown();
  }

  /// Nothing is written before.
  void start() {
    gate.ifPresent(LeaderGate::start);
    status.start();
    events.start();
  }

  @Override
  public void stands(Standing now, ChangeSet since) {
    status.stands(now.ingresses());
    events.stands(now, since);
  }

  /// What stands in the way of writing.
  List<Problem> problems() {
    return status.problems();
  }

  /// How many rounds of its loops failed by a defect.
  long defects() {
    return gate.map(LeaderGate::defects).orElse(0L) + status.defects() + events.defects();
  }

  MeterBinder meters() {
    return new WriteMeters(gate, status, events);
  }

  /// Ends, and lets another replica lead; the last one clears what it wrote. Within bounds.
  @Override
  public void close() {
    status.close();
    events.close();
    gate.ifPresent(LeaderGate::close);
  }
}
