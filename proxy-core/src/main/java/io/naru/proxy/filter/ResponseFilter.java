package io.naru.proxy.filter;

import io.naru.proxy.exchange.Exchange;

/**
 * What a route adds to each of its responses, whoever makes them. Immutable, shared by all loops.
 */
@FunctionalInterface
public interface ResponseFilter {

  /** Contributes to {@link Exchange#responseEdits}; allocates and waits for nothing. */
  void response(Exchange exchange);
}
