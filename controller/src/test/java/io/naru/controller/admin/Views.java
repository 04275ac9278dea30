package io.naru.controller.admin;

import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.problem.Problem;
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
import io.naru.tls.material.Certificate;
import io.naru.tls.material.SelfSigned;
import io.naru.tls.select.CertificateSet;
import io.naru.tls.select.CertificateTable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// A view with one of everything.
final class Views {
  static final Instant SINCE = Instant.parse("2026-02-03T04:05:06Z");
  static final Certificate CERTIFICATE = SelfSigned.certificate(InstantSource.fixed(SINCE));

  private Views() {}

  static View one() {
    return new View(snapshot(), List.of(problem()), SINCE);
  }

  static Problem problem() {
    return Problem.warning(
        new ObjectKey(Kind.INGRESS, "default", "web"), "spec.rules", "is bad", "nothing is served");
  }

  private static Snapshot snapshot() {
    UpstreamId id = new UpstreamId("default/web:80");
    HostMatch host = new HostMatch.Exact("web.example.test");
    Route route =
        new Route(
            new PathMatch.Prefix("/shop"),
            RouteAction.Forward.to(id),
            Policies.DEFAULT,
            new Origin(List.of(new Origin.Label("ingress", "web"))));
    CertificateSet certificates = CertificateSet.of(CERTIFICATE);
    return new Snapshot(
        7,
        new RouteTable(Map.of(host, new VirtualHost(host, List.of(route)))),
        Map.of(id, upstream(id)),
        new CertificateTable(Map.of("web.example.test", certificates), certificates));
  }

  private static Upstream upstream(UpstreamId id) {
    return new Upstream(
        id,
        Protocol.HTTP1,
        new Transport.Plain(),
        new Balance.RoundRobin(),
        false,
        List.of(new Endpoint("10.0.0.7", 8080)));
  }
}
