package io.naru.proxy.runtime;

import io.naru.proxy.upstream.Endpoint;
import io.naru.proxy.upstream.Upstream;
import io.naru.proxy.upstream.UpstreamId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** An upstream with the socket addresses of its endpoints. Immutable. */
public final class LiveUpstream {
  private final UpstreamId id;
  private final Upstream upstream;
  private final Map<Endpoint, InetSocketAddress> addresses;

  /**
   * @param id the upstream's, as routes hold it
   */
  LiveUpstream(UpstreamId id, Upstream upstream) {
    this.id = id;
    this.upstream = upstream;
    this.addresses =
        upstream.endpoints().stream()
            .distinct()
            .collect(Collectors.toUnmodifiableMap(endpoint -> endpoint, LiveUpstream::resolve));
  }

  /** Of a literal; nothing is asked of any name server. */
  private static InetSocketAddress resolve(Endpoint endpoint) {
    return new InetSocketAddress(InetAddress.ofLiteral(endpoint.address()), endpoint.port());
  }

  public UpstreamId id() {
    return id;
  }

  public Upstream value() {
    return upstream;
  }

  /** Where to connect to; empty if the endpoint is not one of this upstream's. */
  public Optional<InetSocketAddress> address(Endpoint endpoint) {
    return Optional.ofNullable(addresses.get(endpoint));
  }
}
