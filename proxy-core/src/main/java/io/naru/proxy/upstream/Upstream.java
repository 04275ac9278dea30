package io.naru.proxy.upstream;

import java.util.List;

/**
 * A group of endpoints that serve the same requests.
 *
 * @param endpoints those that take new requests; may be empty, then the answer is 503
 */
public record Upstream(
    UpstreamId id,
    Protocol protocol,
    Transport transport,
    Balance balance,
    List<Endpoint> endpoints) {
  public Upstream {
    endpoints = List.copyOf(endpoints);
  }
}
