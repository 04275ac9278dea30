package io.naru.proxy.runtime;

import io.naru.proxy.exchange.Exchange;
import io.naru.proxy.filter.Chains;
import io.naru.proxy.filter.FilterChain;
import io.naru.proxy.filter.ResponseFilter;
import io.naru.proxy.head.Ascii;
import io.naru.proxy.match.HostMatch;
import io.naru.proxy.policy.Policies;
import io.naru.proxy.route.Origin;
import io.naru.proxy.route.Route;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** One route, ready to be carried out. Immutable; an exchange may keep it for its whole life. */
public final class LiveRoute implements Routing {
  private final Route route;
  private final LiveAction action;
  private final FilterChain chain;
  private final List<ResponseFilter> responses;
  private final byte[] mark;

  LiveRoute(HostMatch host, Route route, UpstreamSlots upstreams, FilterChain chain) {
    this.route = route;
    this.action = LiveAction.of(route.action(), upstreams);
    this.chain = chain;
    this.responses = Chains.responses(route);
    this.mark = mark(host, route);
  }

  /**
   * By what it answers for and whom it is from: the same in every replica and after each change.
   */
  private static byte[] mark(HostMatch host, Route route) {
    String identity = host + " " + route.path() + " " + route.origin();
    UUID id = UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8));
    return Ascii.bytes("route=" + HexFormat.of().toHexDigits(id.getMostSignificantBits()));
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

  /** What tells it from other routes in a {@code CDN-Loop} field: a parameter. To be read only. */
  public byte[] mark() {
    return mark;
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
