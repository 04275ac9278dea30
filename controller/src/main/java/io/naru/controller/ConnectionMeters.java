package io.naru.controller;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.naru.proxy.listen.ClientConnections;
import io.naru.proxy.pool.ConnectionBudget;
import java.util.function.ToDoubleFunction;

/// What Prometheus gets of connections and their bounds.
record ConnectionMeters(ClientConnections clients, ConnectionBudget endpoints)
    implements MeterBinder {

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("naru.client.connections", clients, it -> it.bound().open())
        .description("How many connections of clients are open.")
        .register(registry);
    Gauge.builder("naru.client.connections.limit", clients, it -> it.bound().most())
        .description("How many connections of clients may be open.")
        .register(registry);
    Gauge.builder("naru.endpoint.connections", endpoints, it -> it.all().open())
        .description("How many connections to endpoints are open or being opened.")
        .register(registry);
    limit(registry, "all", it -> it.all().most());
    limit(registry, "one", ConnectionBudget::mostOfOne);
    met(registry, "all", ConnectionBudget::metOfAll);
    met(registry, "one", ConnectionBudget::metOfOne);
    newcomers(registry, "delayed", ClientConnections::delayed);
    newcomers(registry, "refused", ClientConnections::refused);
    newcomers(registry, "failed", ClientConnections::failed);
    FunctionCounter.builder("naru.client.connections.evicted", clients, ClientConnections::evicted)
        .description("How many idle connections of clients were closed to make room for others.")
        .register(registry);
  }

  private void limit(
      MeterRegistry registry, String endpoints, ToDoubleFunction<ConnectionBudget> most) {
    Gauge.builder("naru.endpoint.connections.limit", this.endpoints, most)
        .description("How many connections to all endpoints, and to one, may be open.")
        .tag("endpoints", endpoints)
        .register(registry);
  }

  private void met(
      MeterRegistry registry, String endpoints, ToDoubleFunction<ConnectionBudget> count) {
    FunctionCounter.builder("naru.endpoint.connections.limit.met", this.endpoints, count)
        .description("How often one more connection to an endpoint had to wait for room.")
        .tag("endpoints", endpoints)
        .register(registry);
  }

  private void newcomers(
      MeterRegistry registry, String outcome, ToDoubleFunction<ClientConnections> count) {
    FunctionCounter.builder("naru.client.connections.limit.met", clients, count)
        .description("What became of newcomers for which there was no room, or no descriptor.")
        .tag("outcome", outcome)
        .register(registry);
  }
}
