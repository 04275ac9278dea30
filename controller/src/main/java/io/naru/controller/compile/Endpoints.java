package io.naru.controller.compile;

import io.naru.proxy.upstream.Balance;
import io.naru.proxy.upstream.Endpoint;
import io.naru.proxy.upstream.Upstream;
import java.util.List;

/// What was found behind a port of a Service.
sealed interface Endpoints {

  /// Those that take requests; none is no mistake, they come and go.
  ///
  /// @param mayLeadBack no selector found them, so that they may be anything: Naru itself, or a
  ///   load balancer before it
  record Found(List<Endpoint> endpoints, boolean mayLeadBack) implements Endpoints {
    static final Found NONE = new Found(List.of(), false);

    public Found {
      endpoints = List.copyOf(endpoints);
    }

    Upstream upstream(UpstreamKey key, Balance balance) {
      return new Upstream(
          key.id(), key.protocol(), key.transport(), balance, mayLeadBack, endpoints);
    }
  }

  /// None can be had as things are written.
  ///
  /// @param reason half a sentence that goes on after the field which names the Service
  record Unusable(String reason) implements Endpoints {}
}
