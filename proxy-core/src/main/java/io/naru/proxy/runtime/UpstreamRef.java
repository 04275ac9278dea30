package io.naru.proxy.runtime;

import io.naru.proxy.upstream.UpstreamId;

/**
 * How a route names its upstream. An exchange keeps it and asks the current table again for each
 * attempt.
 *
 * @param slot where the upstream stood when the route was made: a hint that saves a look-up, never
 *     what decides
 * @param id what decides
 */
public record UpstreamRef(int slot, UpstreamId id) {}
