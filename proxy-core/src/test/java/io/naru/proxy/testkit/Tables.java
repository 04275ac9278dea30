package io.naru.proxy.testkit;

import io.naru.proxy.match.HostMatch;
import io.naru.proxy.match.PathMatch;
import io.naru.proxy.match.Pattern;
import io.naru.proxy.policy.BodyLimit;
import io.naru.proxy.policy.Policies;
import io.naru.proxy.policy.Retry;
import io.naru.proxy.policy.Timeouts;
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
import io.naru.tls.material.SelfSigned;
import io.naru.tls.select.CertificateSet;
import io.naru.tls.select.CertificateTable;
import io.naru.tls.select.UpstreamTls;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values of a table, in few words. */
public final class Tables {
  /** One self-signed certificate for every name. */
  public static final CertificateTable CERTIFICATES =
      CertificateTable.of(CertificateSet.of(SelfSigned.certificate(InstantSource.system())));

  private Tables() {}

  public static Snapshot snapshot(
      long generation, List<VirtualHost> hosts, List<Upstream> upstreams) {
    return snapshot(generation, hosts, upstreams, CERTIFICATES);
  }

  public static Snapshot snapshot(
      long generation,
      List<VirtualHost> hosts,
      List<Upstream> upstreams,
      CertificateTable certificates) {
    Map<HostMatch, VirtualHost> byMatch = new HashMap<>();
    hosts.forEach(host -> byMatch.put(host.host(), host));
    Map<UpstreamId, Upstream> byId = new HashMap<>();
    upstreams.forEach(upstream -> byId.put(upstream.id(), upstream));
    return new Snapshot(generation, new RouteTable(byMatch), byId, certificates);
  }

  /** A host as a rule names it: empty for any, {@code *.x} for a wildcard. */
  public static VirtualHost host(String name, Route... routes) {
    return new VirtualHost(HostMatch.of(name), List.of(routes));
  }

  public static Route route(PathMatch path, RouteAction action) {
    return new Route(path, action, Policies.DEFAULT, Origin.NONE);
  }

  /** The route under other policies. */
  public static Route under(Policies policies, Route route) {
    return new Route(route.path(), route.action(), policies, route.origin());
  }

  /** All as by default but these two. */
  public static Policies policies(Timeouts timeouts, Retry retry) {
    return new Policies(
        timeouts, retry, new BodyLimit(0), Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static Policies policies(Retry retry) {
    return policies(Timeouts.DEFAULT, retry);
  }

  public static Policies policies(Timeouts timeouts) {
    return policies(timeouts, Retry.DEFAULT);
  }

  public static Route prefix(String path, String upstream) {
    return route(new PathMatch.Prefix(path), RouteAction.Forward.to(id(upstream)));
  }

  public static Route exact(String path, String upstream) {
    return route(new PathMatch.Exact(path), RouteAction.Forward.to(id(upstream)));
  }

  /** As users write them: from the start, whatever the letter case. */
  public static Route expression(String text, String upstream) {
    return route(
        new PathMatch.Expression(new Pattern(text, true, true)),
        RouteAction.Forward.to(id(upstream)));
  }

  public static UpstreamId id(String name) {
    return new UpstreamId(name);
  }

  /** Round robin over plain HTTP/1.1. */
  public static Upstream upstream(String name, Endpoint... endpoints) {
    return new Upstream(
        id(name),
        Protocol.HTTP1,
        new Transport.Plain(),
        new Balance.RoundRobin(),
        false,
        List.of(endpoints));
  }

  /** The upstream balanced in another way. */
  public static Upstream by(Balance balance, Upstream upstream) {
    return new Upstream(
        upstream.id(),
        upstream.protocol(),
        upstream.transport(),
        balance,
        upstream.mayLeadBack(),
        upstream.endpoints());
  }

  /** The upstream spoken to in another protocol. */
  public static Upstream over(Protocol protocol, Upstream upstream) {
    return new Upstream(
        upstream.id(),
        protocol,
        upstream.transport(),
        upstream.balance(),
        upstream.mayLeadBack(),
        upstream.endpoints());
  }

  /** The upstream spoken to over TLS. */
  public static Upstream over(UpstreamTls tls, Upstream upstream) {
    return new Upstream(
        upstream.id(),
        upstream.protocol(),
        new Transport.Tls(tls),
        upstream.balance(),
        upstream.mayLeadBack(),
        upstream.endpoints());
  }

  /** The upstream whose endpoints may lead back to the proxy. */
  public static Upstream leadingBack(Upstream upstream) {
    return new Upstream(
        upstream.id(),
        upstream.protocol(),
        upstream.transport(),
        upstream.balance(),
        true,
        upstream.endpoints());
  }
}
