package io.naru.proxy.filter;

import io.naru.proxy.fault.Fault;
import io.naru.proxy.policy.Policies;
import io.naru.proxy.route.Route;
import io.naru.proxy.route.RouteAction;
import java.util.ArrayList;
import java.util.List;

/** Which filters a route needs. */
public final class Chains {
  private Chains() {}

  /**
   * What the route's requests pass before its action. A slash redirect comes before all filters, a
   * denial before those that follow the body limit (behaviour 2, 4).
   */
  public static FilterChain requests(Route route) {
    Policies policies = route.policies();
    List<Filter> filters =
        switch (route.action()) {
          case RouteAction.AddSlash _, RouteAction.SayHealthy _ -> List.of();
          case RouteAction.Respond(Fault.Denied _) -> bodyLimit(policies);
          case RouteAction.Respond _, RouteAction.Forward _ -> all(policies);
        };
    return filters.isEmpty() ? FilterChain.EMPTY : new FilterChain(filters);
  }

  private static List<Filter> bodyLimit(Policies policies) {
    return policies.bodyLimit().bytes() == 0
        ? List.of()
        : List.of(new BodyLimitFilter(policies.bodyLimit()));
  }

  private static List<Filter> all(Policies policies) {
    List<Filter> filters = new ArrayList<>(bodyLimit(policies));
    policies.rewrite().map(RewriteFilter::new).ifPresent(filters::add);
    policies.httpsRedirect().map(HttpsRedirectFilter::new).ifPresent(filters::add);
    return filters;
  }

  /** What is added to the route's responses, its own answers and refusals included. */
  public static List<ResponseFilter> responses(Route route) {
    return route
        .policies()
        .hsts()
        .<List<ResponseFilter>>map(it -> List.of(new HstsFilter(it)))
        .orElse(List.of());
  }
}
