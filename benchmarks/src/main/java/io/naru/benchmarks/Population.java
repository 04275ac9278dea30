package io.naru.benchmarks;

import io.naru.proxy.match.HostMatch;
import io.naru.proxy.match.PathMatch;
import io.naru.proxy.policy.Policies;
import io.naru.proxy.route.Origin;
import io.naru.proxy.route.Route;
import io.naru.proxy.route.RouteAction;
import io.naru.proxy.route.RouteTable;
import io.naru.proxy.route.VirtualHost;
import io.naru.proxy.snapshot.Snapshot;
import io.naru.proxy.upstream.Balance;
import io.naru.proxy.upstream.Endpoint;
import io.naru.proxy.upstream.Protocol;
import io.naru.proxy.upstream.Transport;
import io.naru.proxy.upstream.Upstream;
import io.naru.proxy.upstream.UpstreamId;
import io.naru.tls.select.CertificateTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A cluster of so many hosts: one in ten is a wildcard, each has five routes to two upstreams of
 * its own with two endpoints each.
 */
record Population(int hosts) {

  Snapshot snapshot(long generation, CertificateTable certificates) {
    Map<HostMatch, VirtualHost> byMatch = new HashMap<>();
    Map<UpstreamId, Upstream> upstreams = new HashMap<>();
    for (int i = 0; i < hosts; i++) {
      VirtualHost host = host(i);
      byMatch.put(host.host(), host);
      for (int u = 0; u < 2; u++) {
        Upstream upstream = upstream(i, u, 0);
        upstreams.put(upstream.id(), upstream);
      }
    }
    return new Snapshot(generation, new RouteTable(byMatch), upstreams, certificates);
  }

  VirtualHost host(int i) {
    return new VirtualHost(HostMatch.of((isWildcard(i) ? "*." : "") + name(i)), routes(i));
  }

  /** The name that requests to host {@code i} carry. */
  static String requestName(int i) {
    return isWildcard(i) ? "tenant-7." + name(i) : name(i);
  }

  private static boolean isWildcard(int i) {
    return i % 10 == 9;
  }

  private static String name(int i) {
    return "shop-" + i + ".team-" + i % 97 + ".example.com";
  }

  private static List<Route> routes(int i) {
    return List.of(
        route(new PathMatch.Exact("/api/v1/orders"), i, 0),
        route(new PathMatch.Prefix("/api/v1"), i, 0),
        route(new PathMatch.Prefix("/static/"), i, 1),
        route(new PathMatch.Exact("/healthz"), i, 1),
        route(new PathMatch.Prefix("/"), i, 1));
  }

  /** Paths that requests ask for; each of the routes answers some. */
  static List<String> paths() {
    return List.of(
        "/",
        "/healthz",
        "/api/v1/orders",
        "/api/v1/orders/4711/items/3?verbose=1",
        "/static/css/site.css",
        "/about/the-company/people.html",
        "/api/v2/unknown",
        "/index.html");
  }

  private static Route route(PathMatch path, int host, int upstream) {
    return new Route(
        path, RouteAction.Forward.to(id(host, upstream)), Policies.DEFAULT, Origin.NONE);
  }

  private static UpstreamId id(int host, int upstream) {
    return new UpstreamId("team-" + host % 97 + "-shop-" + host + "-" + (8080 + upstream));
  }

  /** Upstream {@code u} of host {@code i}, its first endpoint on port 8080 + {@code version}. */
  static Upstream upstream(int i, int u, int version) {
    String network = "10." + (i >> 8 & 255) + "." + (i & 255) + ".";
    return new Upstream(
        id(i, u),
        Protocol.HTTP1,
        new Transport.Plain(),
        new Balance.RoundRobin(),
        false,
        List.of(
            new Endpoint(network + (u + 1), 8080 + version),
            new Endpoint(network + (u + 101), 8080)));
  }
}
