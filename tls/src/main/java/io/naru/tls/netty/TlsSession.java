package io.naru.tls.netty;

import io.naru.tls.material.ServerName;
import io.naru.tls.select.Alpn;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslHandler;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;

/**
 * What a handshake agreed on.
 *
 * @param version {@code TLSv1.3}
 * @param cipher OpenSSL's name of it; the JDK's with that engine
 * @param serverName the SNI in its one spelling; empty if the client sent none
 * @param alpn empty if nothing was negotiated
 * @param resumed whether an earlier session was gone on with; never with the JDK's engine
 */
public record TlsSession(
    String version,
    String cipher,
    Optional<String> serverName,
    Optional<Alpn> alpn,
    boolean resumed) {

  /** Reads a finished handshake. On the connection's event loop. */
  public static TlsSession of(SslHandler handler) {
    SSLEngine engine = handler.engine();
    SSLSession session = engine.getSession();
    return new TlsSession(
        session.getProtocol(),
        NativeEngine.cipher(engine).orElseGet(session::getCipherSuite),
        serverName(engine).map(ServerName::normal),
        Optional.ofNullable(handler.applicationProtocol()).flatMap(Alpn::named),
        NativeEngine.resumed(engine));
  }

  // the platform's type for names refuses some that clients do send, such as one with a trailing
  // dot
  private static Optional<String> serverName(SSLEngine engine) {
    return switch (engine) {
      case ReferenceCountedOpenSslEngine _ -> NativeEngine.serverName(engine);
      case SSLEngine other when other.getSession() instanceof ExtendedSSLSession session ->
          session.getRequestedServerNames().stream()
              .map(name -> new String(name.getEncoded(), StandardCharsets.UTF_8))
              .findFirst();
      default -> Optional.empty();
    };
  }
}
