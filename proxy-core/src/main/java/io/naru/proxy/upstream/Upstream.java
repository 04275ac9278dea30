package io.naru.proxy.upstream;

import java.util.List;

/**
 * A group of endpoints that serve the same requests.
 *
 * @param mayLeadBack whether a request that goes there may come back to this proxy, as far as
 *     anybody knows; it is marked then, so that it is known again
 * @param endpoints those that take new requests; may be empty, then the answer is 503
 */
public record Upstream(
    UpstreamId id,
    Protocol protocol,
    Transport transport,
    Balance balance,
    boolean mayLeadBack,
    List<Endpoint> endpoints) {
  public Upstream {
    endpoints = List.copyOf(endpoints);
  }
}
