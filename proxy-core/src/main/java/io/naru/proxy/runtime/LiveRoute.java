package io.naru.proxy.runtime;

import io.naru.proxy.exchange.Exchange;
import io.naru.proxy.filter.Chains;
import io.naru.proxy.filter.FilterChain;
import io.naru.proxy.filter.ResponseFilter;
import io.naru.proxy.policy.Policies;
import io.naru.proxy.route.Origin;
import io.naru.proxy.route.Route;
import java.util.List;

/** One route, ready to be carried out. Immutable; an exchange may keep it for its whole life. */
public final class LiveRoute implements Routing {
  private final Route route;
  private final LiveAction action;
  private final FilterChain chain;
  private final List<ResponseFilter> responses;

  LiveRoute(Route route, UpstreamSlots upstreams, FilterChain chain) {
    this.route = route;
    this.action = LiveAction.of(route.action(), upstreams);
    this.chain = chain;
    this.responses = Chains.responses(route);
  }

  public LiveAction action() {
    return action;
  }

  /** What a request passes before its action. */
  public FilterChain chain() {
    return chain;
  }

  public Policies policies() {
    return route.policies();
  }

  public Origin origin() {
    return route.origin();
  }

  /** The value that it was made from. */
  public Route value() {
    return route;
  }

  /**
   * Adds to {@link Exchange#responseEdits} what every response of this route gets, whoever makes
   * it. To be called once per exchange.
   */
  public void editResponse(Exchange exchange) {
    for (int i = 0; i < responses.size(); i++) {
      responses.get(i).response(exchange);
    }
  }
}
