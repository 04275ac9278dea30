package io.naru.controller.admin;

import io.naru.proxy.match.HostMatch;
import io.naru.proxy.match.PathMatch;
import io.naru.proxy.route.Origin;
import io.naru.proxy.route.Route;
import io.naru.proxy.route.RouteAction;
import io.naru.proxy.route.VirtualHost;
import io.naru.proxy.snapshot.Snapshot;
import io.naru.proxy.upstream.Balance;
import io.naru.proxy.upstream.Endpoint;
import io.naru.proxy.upstream.Transport;
import io.naru.proxy.upstream.Upstream;
import io.naru.tls.material.Certificate;
import io.naru.tls.select.CertificateSet;
import io.naru.tls.select.UpstreamTls;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A snapshot as text for people: every host with its routes in order, every upstream with its
/// endpoints, every server name with its certificates. Secrets have no way in: of a certificate
/// only names, kind and expiry are written (catalogue B4).
final class TableDump {
  private final StringBuilder out = new StringBuilder();

  private TableDump() {}

  static String of(Snapshot snapshot) {
    TableDump dump = new TableDump();
    dump.line("generation " + snapshot.generation());
    sorted(snapshot.routes().hosts().values(), host -> name(host.host())).forEach(dump::host);
    sorted(snapshot.upstreams().values(), it -> it.id().value()).forEach(dump::upstream);
    new TreeMap<>(snapshot.certificates().byName()).forEach(dump::certificates);
    dump.certificates("(any other name)", snapshot.certificates().fallback());
    return dump.out.toString();
  }

  private static <T> Stream<T> sorted(Iterable<T> values, Function<T, String> key) {
    List<T> copy = new ArrayList<>();
    values.forEach(copy::add);
    return copy.stream().sorted(Comparator.comparing(key));
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private void host(VirtualHost host) {
    line("\nhost " + name(host.host()));
    host.routes().forEach(this::route);
  }

  private void route(Route route) {
    line(
        "  %-50s %s%s"
            .formatted(path(route.path()), action(route.action()), origin(route.origin())));
  }

  private void upstream(Upstream upstream) {
    line(
        "\nupstream %s (%s, %s, %s)"
            .formatted(
                upstream.id().value(),
                upstream.protocol(),
                transport(upstream.transport()),
                balance(upstream.balance())));
    upstream.endpoints().stream().map(Endpoint::toString).forEach(it -> line("  " + it));
  }

  private void certificates(String name, CertificateSet set) {
    line("\nserver name " + name);
    for (Certificate certificate : set.certificates()) {
      line(
          "  %s for %s until %s"
              .formatted(certificate.keyKind(), certificate.names(), certificate.notAfter()));
    }
  }

  private static String name(HostMatch host) {
    return switch (host) {
      case HostMatch.Exact(String exact) -> exact;
      case HostMatch.OneLabel(String parent) -> "*." + parent;
      case HostMatch.Any _ -> "(any other)";
    };
  }

  private static String path(PathMatch match) {
    return switch (match) {
      case PathMatch.Exact(String path) -> "exactly " + path;
      case PathMatch.Prefix(String path) -> "below " + path;
      case PathMatch.Expression(var pattern) -> "matching " + pattern;
    };
  }

  private static String action(RouteAction action) {
    return switch (action) {
      case RouteAction.Forward(var upstreams) ->
          upstreams.stream()
              .map(it -> it.id().value() + " with weight " + it.weight())
              .collect(Collectors.joining(", ", "to ", ""));
      case RouteAction.AddSlash(int status) -> status + " to the path with a slash behind it";
      case RouteAction.SayHealthy() -> "answers 200";
      case RouteAction.Respond(var fault) -> "answers " + fault;
    };
  }

  private static String transport(Transport transport) {
    return switch (transport) {
      case Transport.Plain _ -> "plain";
      case Transport.Tls(UpstreamTls tls) -> "TLS, " + verification(tls.verification());
    };
  }

  private static String verification(UpstreamTls.Verification verification) {
    return switch (verification) {
      case UpstreamTls.Verification.Off _ -> "not verified";
      case UpstreamTls.Verification.Against(_, String name) -> "verified as " + name;
    };
  }

  private static String balance(Balance balance) {
    return switch (balance) {
      case Balance.RoundRobin _ -> "round robin";
      case Balance.Ewma _ -> "ewma";
    };
  }

  private static String origin(Origin origin) {
    return origin.labels().stream()
        .map(label -> label.name() + "=" + label.value())
        .collect(Collectors.collectingAndThen(Collectors.joining(" "), TableDump::inBrackets));
  }

  private static String inBrackets(String labels) {
    return labels.isEmpty() ? "" : " (" + labels + ")";
  }
}
