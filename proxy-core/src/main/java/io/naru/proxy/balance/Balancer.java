package io.naru.proxy.balance;

import io.naru.proxy.upstream.Endpoint;
import java.util.List;
import java.util.function.Predicate;

/** One loop's way of choosing for one upstream. Used on that loop only. */
sealed interface Balancer permits RoundRobin, Ewma {

  /**
   * One of the endpoints that are open.
   *
   * @param endpoints not empty
   * @param open what may be chosen; at least one of the endpoints
   * @param again whether the exchange has chosen before
   */
  Endpoint choose(List<Endpoint> endpoints, Predicate<Endpoint> open, boolean again);

  /** An attempt at the endpoint took so long, from its connect to the head of its response. */
  void observe(Endpoint endpoint, long nanos);

  /** An attempt at the endpoint came to nothing after it was connected to. */
  void failed(Endpoint endpoint);
}
