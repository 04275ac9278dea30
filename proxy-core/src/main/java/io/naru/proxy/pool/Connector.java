package io.naru.proxy.pool;

import io.naru.proxy.exchange.UpstreamConnection;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.upstream.Protocol;
import io.naru.proxy.upstream.Transport;
import io.naru.proxy.upstream.Upstream;
import io.naru.proxy.upstream.UpstreamId;
import io.naru.tls.select.Alpn;
import io.naru.tls.select.UpstreamTls;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** Opens connections on one loop. */
public interface Connector {

  /** Whose endpoint, where it is, and how it is spoken to. */
  record Target(
      UpstreamId upstream,
      InetSocketAddress address,
      Protocol protocol,
      Optional<UpstreamTls> tls) {

    /** The way to one address of an upstream. HTTP/2 is asked for by ALPN, HTTP/1.1 by silence. */
    static Target of(Upstream upstream, InetSocketAddress address) {
      Protocol protocol = upstream.protocol();
      return switch (upstream.transport()) {
        case Transport.Plain() -> new Target(upstream.id(), address, protocol, Optional.empty());
        case Transport.Tls(UpstreamTls tls) ->
            new Target(upstream.id(), address, protocol, Optional.of(offering(tls, protocol)));
      };
    }

    private static UpstreamTls offering(UpstreamTls tls, Protocol protocol) {
      return switch (protocol) {
        case HTTP1 -> tls.withAlpn();
        case HTTP2 -> tls.withAlpn(Alpn.H2);
      };
    }
  }

  /**
   * Connects; TLS included, where the target asks for it, and the settings of an HTTP/2 endpoint.
   *
   * @param timeout for all of it, until requests can be sent
   * @param owner of the connection, once there is one
   * @param outcome called once, on the loop, later than this call
   */
  void connect(Target target, Duration timeout, UpstreamConnection.Owner owner, Outcome outcome);

  /** What came of it. */
  interface Outcome {
    void connected(UpstreamConnection connection);

    void failed(Fault.Upstream fault);
  }
}
