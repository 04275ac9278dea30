package io.naru.controller.compile;

import io.naru.controller.translate.IngressPolicy;
import io.naru.controller.translate.Settings;
import io.naru.controller.translate.Verdict;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.match.PathMatch;
import io.naru.proxy.match.Pattern;
import io.naru.proxy.policy.HttpsRedirect;
import io.naru.proxy.policy.Policies;
import io.naru.proxy.policy.Rewrite;
import io.naru.proxy.route.Origin;
import io.naru.proxy.route.Origin.Label;
import io.naru.proxy.route.Route;
import io.naru.proxy.route.RouteAction;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// Makes the routes of one host's locations.
final class RouteMaker {
  private static final int SLASH_REDIRECT = 301;

  private final RouteContext context;
  private final boolean secured;
  private final Optional<String> hostRefusal;

  RouteMaker(RouteContext context, HostRules rules) {
    this.context = context;
    this.secured = rules.secured();
    this.hostRefusal =
        rules.ingresses().stream()
            .map(AcceptedIngress::verdict)
            .filter(Verdict.RefuseHosts.class::isInstance)
            .findFirst()
            .flatMap(RouteMaker::refusal);
  }

  /// @param path what the location's path became; it decides about the rewrite
  Route route(Location location, PathMatch match, String path) {
    RouteAction action = action(location);
    boolean refused = action instanceof RouteAction.Respond(Fault.Denied _);
    return new Route(match, action, policies(location, path, refused), origin(location));
  }

  /// From a path to the same one with a slash; it precedes all that the location does (behaviour
  /// 4).
  Route addSlash(Location location, PathMatch match) {
    return new Route(
        match,
        new RouteAction.AddSlash(SLASH_REDIRECT),
        policies(location, location.path(), true),
        origin(location));
  }

  /// For a location that cannot be served as it is written.
  Route refused(Location location, PathMatch match, String reason) {
    return new Route(
        match,
        new RouteAction.Respond(new Fault.Denied(reason)),
        policies(location, location.path(), true),
        origin(location));
  }

  private RouteAction action(Location location) {
    Optional<String> refusal = hostRefusal.or(() -> refusal(location.owner().verdict()));
    if (refusal.isPresent()) {
      return new RouteAction.Respond(new Fault.Denied(refusal.get()));
    }
    RouteAction action =
        location
            .target()
            .<RouteAction>map(it -> RouteAction.Forward.to(it.upstream()))
            .orElse(context.fallback());
    return context
        .settings()
        .refusal()
        .filter(_ -> action instanceof RouteAction.Forward)
        .<RouteAction>map(reason -> new RouteAction.Respond(new Fault.Denied(reason)))
        .orElse(action);
  }

  private static Optional<String> refusal(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Serve(), Verdict.Modifier() -> Optional.empty();
      case Verdict.RefuseLocations(String reason) -> Optional.of(reason);
      case Verdict.RefuseHosts(String reason) -> Optional.of(reason);
    };
  }

  /// @param bare neither rewrite nor https redirect
  private Policies policies(Location location, String path, boolean bare) {
    IngressPolicy policy = location.owner().policy();
    return new Policies(
        policy.timeouts(),
        policy.retry(),
        policy.bodyLimit(),
        bare ? Optional.empty() : rewrite(policy, path),
        bare ? Optional.empty() : httpsRedirect(location, policy),
        context.settings().hsts());
  }

  private static Optional<Rewrite> rewrite(IngressPolicy policy, String path) {
    return policy
        .rewrite()
        .target()
        .filter(_ -> policy.rewrite().rewrites(path))
        .map(target -> new Rewrite(new Pattern(path, false, true), target));
  }

  private Optional<HttpsRedirect> httpsRedirect(Location location, IngressPolicy policy) {
    Settings settings = context.settings();
    if (!policy.https().redirects(secured)
        || settings.plainPaths().stream().anyMatch(location.path()::startsWith)) {
      return Optional.empty();
    }
    OptionalInt port =
        policy.https().namePort() ? OptionalInt.of(context.httpsPort()) : OptionalInt.empty();
    return Optional.of(
        new HttpsRedirect(settings.redirectStatus(), port, policy.https().keepTrailingSlash()));
  }

  /// The labels that metrics, logs and error pages know.
  private static Origin origin(Location location) {
    return location
        .owner()
        .ingress()
        .map(ingress ->
            new Origin(
                List.of(
                    new Label("namespace", ingress.namespace()),
                    new Label("ingress", ingress.name()),
                    new Label("service", service(location, ServiceRef::name)),
                    new Label("service_port", service(location, it -> it.port().text())),
                    new Label("path", location.path()))))
        .orElse(Origin.NONE);
  }

  private static String service(Location location, Function<ServiceRef, String> part) {
    return location.target().map(Location.Target::service).map(part).orElse("");
  }
}
