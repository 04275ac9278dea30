package io.naru.controller.compile;

import io.naru.controller.object.ObjectKey;
import io.naru.controller.problem.Problem;
import io.naru.proxy.policy.ClientLimits;
import io.naru.proxy.route.RouteTable;
import io.naru.proxy.snapshot.Snapshot;
import io.naru.proxy.upstream.Upstream;
import io.naru.proxy.upstream.UpstreamId;
import io.naru.tls.select.CertificateTable;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a world compiles to.
///
/// @param problems of all objects, in order, each once
/// @param externalNames the names whose addresses the upstreams need
/// @param ingresses those that are ours
public record Compiled(
    RouteTable routes,
    Map<UpstreamId, Upstream> upstreams,
    CertificateTable certificates,
    ClientLimits clients,
    List<Problem> problems,
    Set<String> externalNames,
    Set<ObjectKey> ingresses) {

  /// The tables as one generation.
  public Snapshot snapshot(long generation) {
    return new Snapshot(generation, routes, upstreams, certificates, clients);
  }

  /// Whether limits are equal and the tables the same objects, which is how a compiler says that
  /// nothing changed.
  public boolean servesAs(Compiled other) {
    return Same.object(routes, other.routes)
        && Same.object(upstreams, other.upstreams)
        && Same.object(certificates, other.certificates)
        && clients.equals(other.clients);
  }
}
