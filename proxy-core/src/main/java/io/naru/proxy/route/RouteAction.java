package io.naru.proxy.route;

import io.naru.proxy.fault.Fault;
import io.naru.proxy.upstream.UpstreamId;
import java.util.List;

/** What a route does with its requests: exactly one of these. */
public sealed interface RouteAction {

  /** To one of the upstreams, chosen by weight. */
  record Forward(List<Weighted> upstreams) implements RouteAction {
    public Forward {
      upstreams = List.copyOf(upstreams);
      if (upstreams.isEmpty()) {
        throw new IllegalArgumentException("a forward names at least one upstream");
      }
    }

    public static Forward to(UpstreamId id) {
      return new Forward(List.of(new Weighted(id, 1)));
    }
  }

  /** An upstream's share of a route's requests, relative to the others'. */
  record Weighted(UpstreamId id, int weight) {
    public Weighted {
      if (weight < 0) {
        throw new IllegalArgumentException("a negative weight: " + weight);
      }
    }
  }

  /** To the same URL with a slash behind its path, in the connection's scheme (behaviour 4). */
  record AddSlash(int status) implements RouteAction {}

  /** 200 without a body: Naru serves (behaviour 28). Load balancers ask for it. */
  record SayHealthy() implements RouteAction {}

  /** Naru answers by itself. */
  record Respond(Fault fault) implements RouteAction {}
}
