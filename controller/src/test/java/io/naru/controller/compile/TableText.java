package io.naru.controller.compile;

import io.naru.proxy.fault.Fault;
import io.naru.proxy.match.HostMatch;
import io.naru.proxy.match.PathMatch;
import io.naru.proxy.match.Pattern;
import io.naru.proxy.policy.Hsts;
import io.naru.proxy.policy.Policies;
import io.naru.proxy.route.Origin;
import io.naru.proxy.route.Route;
import io.naru.proxy.route.RouteAction;
import io.naru.proxy.route.VirtualHost;
import io.naru.proxy.upstream.Endpoint;
import io.naru.proxy.upstream.Transport;
import io.naru.proxy.upstream.Upstream;
import io.naru.tls.material.Certificate;
import io.naru.tls.select.UpstreamTls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A compiled table as text that people read and compare. Policies that hold by default are not
/// shown.
final class TableText {
  private final StringBuilder text = new StringBuilder();

  private TableText() {}

  static String of(Compiled compiled) {
    TableText table = new TableText();
    TreeMap<String, VirtualHost> hosts = new TreeMap<>();
    compiled.routes().hosts().forEach((match, host) -> hosts.put(name(match), host));
    hosts.forEach(table::host);
    TreeMap<String, Upstream> upstreams = new TreeMap<>();
    compiled.upstreams().forEach((id, upstream) -> upstreams.put(id.value(), upstream));
    upstreams.values().forEach(table::upstream);
    new TreeMap<>(compiled.certificates().byName())
        .forEach((name, set) ->
            table.line("certificate " + name + ": " + certificates(set.certificates())));
    compiled.problems().forEach(it -> table.line("problem " + it.sentence()));
    return table.text.toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void host(String name, VirtualHost host) {
    line("host " + name);
    host.routes().forEach(this::route);
  }

  private void route(Route route) {
    line("  " + path(route.path()) + " -> " + action(route.action()) + labels(route.origin()));
    List<String> policies = policies(route.policies());
    if (!policies.isEmpty()) {
      line("      " + String.join(", ", policies));
    }
  }

  private void upstream(Upstream upstream) {
    line(
        "upstream "
            + upstream.id().value()
            + " "
            + upstream.protocol()
            + transport(upstream.transport())
            + " "
            + upstream.balance().getClass().getSimpleName()
            + upstream.endpoints().stream()
                .map(Endpoint::toString)
                .collect(Collectors.joining(" ", " [", "]")));
  }

  static String name(HostMatch match) {
    return switch (match) {
      case HostMatch.Exact(String host) -> host;
      case HostMatch.OneLabel(String parent) -> "*." + parent;
      case HostMatch.Any() -> "(any)";
    };
  }

  private static String path(PathMatch match) {
    return switch (match) {
      case PathMatch.Exact(String path) -> "= " + path;
      case PathMatch.Prefix(String path) -> "^ " + path;
      case PathMatch.Expression(Pattern pattern) -> "~ " + pattern(pattern);
    };
  }

  private static String pattern(Pattern pattern) {
    return (pattern.ignoreCase() ? "(?i)" : "") + (pattern.anchored() ? "^" : "") + pattern.text();
  }

  private static String action(RouteAction action) {
    return switch (action) {
      case RouteAction.Forward(var upstreams) ->
          upstreams.stream().map(it -> it.id().value()).collect(Collectors.joining(" | "));
      case RouteAction.AddSlash(int status) -> status + " with a slash";
      case RouteAction.SayHealthy() -> "healthy";
      case RouteAction.Respond(Fault.Denied(String reason)) -> "denied: " + reason;
      case RouteAction.Respond(Fault fault) -> fault.cause();
    };
  }

  private static String labels(Origin origin) {
    return origin.labels().isEmpty()
        ? ""
        : origin.labels().stream()
            .map(Origin.Label::value)
            .collect(Collectors.joining(" ", "  (", ")"));
  }

  private static List<String> policies(Policies policies) {
    List<String> shown = new ArrayList<>();
    policies
        .rewrite()
        .ifPresent(it -> shown.add("rewrite " + pattern(it.pattern()) + " to " + it.target()));
    policies
        .httpsRedirect()
        .ifPresent(it ->
            shown.add(
                "https "
                    + it.status()
                    + (it.port().isPresent() ? " port " + it.port().getAsInt() : "")
                    + (it.keepTrailingSlash() ? " keep-slash" : "")));
    if (!policies.timeouts().equals(Policies.DEFAULT.timeouts())) {
      shown.add(policies.timeouts().toString());
    }
    if (!policies.retry().equals(Policies.DEFAULT.retry())) {
      shown.add(
          "retry on "
              + policies.retry().on().stream().sorted().toList()
              + " attempts "
              + policies.retry().attempts()
              + " budget "
              + policies.retry().budget()
              + (policies.retry().nonIdempotent() ? " non-idempotent" : ""));
    }
    if (!policies.bodyLimit().equals(Policies.DEFAULT.bodyLimit())) {
      shown.add("body " + policies.bodyLimit().bytes());
    }
    if (!policies.hsts().equals(Optional.of(Hsts.DEFAULT))) {
      shown.add("hsts " + policies.hsts().map(Hsts::value).orElse("off"));
    }
    return shown;
  }

  private static String transport(Transport transport) {
    return switch (transport) {
      case Transport.Plain() -> "";
      case Transport.Tls(UpstreamTls tls) ->
          " tls"
              + tls.serverName().map(it -> " sni " + it).orElse("")
              + switch (tls.verification()) {
                case UpstreamTls.Verification.Off() -> "";
                case UpstreamTls.Verification.Against(_, String name) -> " verified as " + name;
              };
    };
  }

  private static String certificates(List<Certificate> certificates) {
    return certificates.stream()
        .map(it -> it.keyKind() + " " + it.names())
        .collect(Collectors.joining(" and "));
  }
}
