package io.naru.proxy.snapshot;

import io.naru.proxy.policy.ClientLimits;
import io.naru.proxy.route.RouteTable;
import io.naru.proxy.upstream.Upstream;
import io.naru.proxy.upstream.UpstreamId;
import io.naru.tls.select.CertificateTable;
import java.util.Map;

/**
 * One generation of the whole table. Who makes the next one shares the objects that did not change:
 * activating it then costs what changed, and no more.
 *
 * @param generation rises with each snapshot; 0 is the empty one before the first
 * @param upstreams all that the routes name; a route to one that is missing answers 503
 * @param certificates what server names get in a handshake
 * @param clients what new connections of clients are held to
 */
public record Snapshot(
    long generation,
    RouteTable routes,
    Map<UpstreamId, Upstream> upstreams,
    CertificateTable certificates,
    ClientLimits clients) {

  public Snapshot {
    upstreams = Map.copyOf(upstreams);
  }

  /** With the limits that upstream has by default. */
  public Snapshot(
      long generation,
      RouteTable routes,
      Map<UpstreamId, Upstream> upstreams,
      CertificateTable certificates) {
    this(generation, routes, upstreams, certificates, ClientLimits.DEFAULT);
  }

  /** Before the first generation: nothing but certificates. */
  public static Snapshot empty(CertificateTable certificates) {
    return new Snapshot(0, RouteTable.EMPTY, Map.of(), certificates);
  }
}
