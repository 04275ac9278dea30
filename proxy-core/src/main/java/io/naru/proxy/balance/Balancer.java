package io.naru.proxy.balance;

import io.naru.proxy.upstream.Endpoint;
import java.util.List;

/** One loop's way of choosing for one upstream. Used on that loop only. */
sealed interface Balancer permits RoundRobin, Ewma {

  /**
   * An endpoint that was not tried yet, or any if all were.
   *
   * @param endpoints not empty
   */
  Endpoint choose(List<Endpoint> endpoints, Tried tried);

  /** An attempt at the endpoint took so long, from its connect to the end of its response. */
  void observe(Endpoint endpoint, long nanos);
}
