package io.naru.controller.compile;

import io.naru.proxy.upstream.Protocol;
import io.naru.proxy.upstream.Transport;
import io.naru.proxy.upstream.UpstreamId;
import io.naru.tls.select.UpstreamTls;

/// A port of a Service and how it is reached: all that decides which connections may be shared.
/// Nothing of the Service's content is part of it, so routes stay as they are when a Service
/// changes.
record UpstreamKey(ServiceRef service, Protocol protocol, Transport transport) {
  private static final int DIGEST_LENGTH = 16;

  /// In memory once: routes, upstreams and what serves them all name it.
  ///
  /// For example `default/web:80`, `default/rpc:grpc;h2`, `default/api:443;tls;sni=api.test`.
  UpstreamId id() {
    String port = service.port().text();
    String id =
        service.path()
            + (port.isEmpty() ? "" : ":" + port)
            + (protocol == Protocol.HTTP2 ? ";h2" : "")
            + text(transport);
    return new UpstreamId(id.intern());
  }

  private static String text(Transport transport) {
    return switch (transport) {
      case Transport.Plain() -> "";
      case Transport.Tls(UpstreamTls tls) ->
          ";tls" + tls.serverName().map(it -> ";sni=" + it).orElse("") + text(tls.verification());
    };
  }

  private static String text(UpstreamTls.Verification verification) {
    return switch (verification) {
      case UpstreamTls.Verification.Off() -> "";
      case UpstreamTls.Verification.Against(var authorities, var name) ->
          ";verify=" + name + "@" + authorities.fingerprint().substring(0, DIGEST_LENGTH);
    };
  }
}
