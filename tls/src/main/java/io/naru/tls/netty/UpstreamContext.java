package io.naru.tls.netty;

import io.naru.tls.select.UpstreamTls;
import io.naru.tls.select.UpstreamTls.Verification;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** Opens TLS to the endpoints of an upstream. Any thread. */
public final class UpstreamContext {
  private static final int MAX_SESSIONS = 1024;

  private final TlsEngine engine;
  private final OwnedContext context;
  private final UpstreamTls tls;

  private UpstreamContext(TlsEngine engine, SslContext context, UpstreamTls tls) {
    this.engine = engine;
    this.context = new OwnedContext(context);
    this.tls = tls;
  }

  TlsEngine engine() {
    return engine;
  }

  UpstreamTls tls() {
    return tls;
  }

  static UpstreamContext of(TlsEngine engine, UpstreamTls tls) throws SSLException {
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .protocols(EngineNames.versions(tls.versions()))
            .applicationProtocolConfig(EngineNames.alpn(tls.alpn()))
            .sessionCacheSize(MAX_SESSIONS);
    if (!tls.ciphers().isEmpty()) {
      builder.ciphers(EngineNames.ciphers(engine, tls.ciphers(), tls.versions()));
    }
    tls.serverName().map(SNIHostName::new).ifPresent(builder::serverName);
    trust(builder, tls.verification());
    return new UpstreamContext(engine, build(builder, engine), tls);
  }

  private static void trust(SslContextBuilder builder, Verification verification) {
    switch (verification) {
      case Verification.Off() ->
          builder
              .trustManager(InsecureTrustManagerFactory.INSTANCE)
              .endpointIdentificationAlgorithm("");
      case Verification.Against(var authorities, _) ->
          builder.trustManager(authorities.anchors()).endpointIdentificationAlgorithm("HTTPS");
    }
  }

  private static SslContext build(SslContextBuilder builder, TlsEngine engine) throws SSLException {
    return switch (engine) {
      case BORINGSSL -> {
        SslContext context = builder.sslProvider(SslProvider.OPENSSL_REFCNT).build();
        // no keys for a client: this lets it accept the tickets of TLS 1.2 too
        ((ReferenceCountedOpenSslContext) context).sessionContext().setTicketKeys();
        yield context;
      }
      case JDK -> builder.sslProvider(SslProvider.JDK).build();
    };
  }

  /**
   * A handler for one connection; it must come into a pipeline, first, which then releases it.
   * Sessions are resumed per endpoint, or per verified name.
   *
   * @param timeout for the handshake, at least a millisecond
   */
  public SslHandler newHandler(
      ByteBufAllocator allocator, InetSocketAddress endpoint, Duration timeout) {
    SslHandler handler =
        context.use(used -> used.newHandler(allocator, peer(endpoint), endpoint.getPort()));
    handler.setHandshakeTimeoutMillis(Math.max(1, timeout.toMillis()));
    if (engine == TlsEngine.JDK && tls.serverName().isEmpty()) {
      sendNoName(handler.engine());
    }
    return handler;
  }

  // engines verify the peer's name. Netty's would send it as SNI too, were it not for the root's
  // dot, which takes no part in the verification
  private String peer(InetSocketAddress endpoint) {
    String name =
        switch (tls.verification()) {
          case Verification.Off() -> address(endpoint);
          case Verification.Against(_, String verified) -> verified;
        };
    return name + ".";
  }

  private static String address(InetSocketAddress endpoint) {
    return Optional.ofNullable(endpoint.getAddress())
        .map(InetAddress::getHostAddress)
        .orElseGet(endpoint::getHostString);
  }

  // the JDK's would send it with the dot or without, unless told otherwise
  private static void sendNoName(SSLEngine engine) {
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setServerNames(List.of());
    engine.setSSLParameters(parameters);
  }
}
