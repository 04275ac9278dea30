package io.naru.controller;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.naru.controller.event.EventWriter;
import io.naru.controller.leader.LeaderGate;
import io.naru.controller.status.IngressStatusWriter;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// What Prometheus gets of the writing to the cluster.
record WriteMeters(Optional<LeaderGate> gate, IngressStatusWriter status, EventWriter events)
    implements MeterBinder {

  @Override
  public void bindTo(MeterRegistry registry) {
    gate.ifPresent(it ->
        Gauge.builder("naru.leader", it, leader -> leader.leads() ? 1 : 0)
            .description("Whether this replica is the one that writes to the cluster.")
            .register(registry));
    status(registry, "written", it -> it.counts().written());
    status(registry, "failed", it -> it.counts().failed());
    status(registry, "observed", it -> it.counts().observed());
    event(registry, "written", it -> it.counts().written());
    event(registry, "failed", it -> it.counts().failed());
    event(registry, "dropped", it -> it.counts().dropped());
  }

  private void status(
      MeterRegistry registry, String outcome, ToDoubleFunction<IngressStatusWriter> count) {
    FunctionCounter.builder("naru.status.writes", status, count)
        .description("What became of the statuses of Ingresses that were to be written.")
        .tag("outcome", outcome)
        .register(registry);
  }

  private void event(MeterRegistry registry, String outcome, ToDoubleFunction<EventWriter> count) {
    FunctionCounter.builder("naru.events", events, count)
        .description("What became of the Events that were to be written.")
        .tag("outcome", outcome)
        .register(registry);
  }
}
