package io.naru.controller.compile;

import io.naru.proxy.upstream.Endpoint;
import java.util.List;

/// What was found behind a port of a Service.
sealed interface Endpoints {

  /// Those that take requests; none is no mistake, they come and go.
  record Found(List<Endpoint> endpoints) implements Endpoints {
    public Found {
      endpoints = List.copyOf(endpoints);
    }
  }

  /// None can be had as things are written.
  ///
  /// @param reason half a sentence that goes on after the field which names the Service
  record Unusable(String reason) implements Endpoints {}
}
