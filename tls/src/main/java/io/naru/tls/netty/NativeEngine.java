package io.naru.tls.netty;

import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.internal.tcnative.SSL;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLHandshakeException;

/**
 * What Netty's engine does not say of BoringSSL itself. Called on the connection's event loop,
 * between the making of the engine and its release; a released one answers with nothing.
 */
final class NativeEngine {
  /**
   * The alert of servers that heed the offer, that of Java servers whose key is P-521, and its own
   * words where a server does not heed it.
   */
  private static final List<String> LACKING_SIGNATURE =
      List.of(
          "SSLV3_ALERT_HANDSHAKE_FAILURE",
          "TLSV1_ALERT_INTERNAL_ERROR",
          "WRONG_SIGNATURE_TYPE",
          "UNKNOWN_CERTIFICATE_TYPE");

  private NativeEngine() {}

  /**
   * No ticket is issued or accepted. Netty's engine switches them on again for TLS 1.3, whatever
   * its context says.
   */
  static void refuseTickets(SSLEngine engine) {
    pointer(engine).ifPresent(ssl -> SSL.setOptions(ssl, SSL.SSL_OP_NO_TICKET));
  }

  /** Whether the session was resumed; false where the engine cannot tell. */
  static boolean resumed(SSLEngine engine) {
    return pointer(engine).map(SSL::isSessionReused).orElse(false);
  }

  /** OpenSSL's name of the cipher; empty where the engine is another. */
  static Optional<String> cipher(SSLEngine engine) {
    return pointer(engine).map(SSL::getCipherForSSL);
  }

  /** The SNI as the client spelled it; empty if it sent none, or where the engine is another. */
  static Optional<String> serverName(SSLEngine engine) {
    return pointer(engine).map(SSL::getSniHostname).filter(name -> !name.isEmpty());
  }

  /**
   * Whether a client's handshake may have failed because BoringSSL does not offer the signatures of
   * the server's key.
   */
  static boolean mayLackSignature(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return cause instanceof SSLHandshakeException
        && LACKING_SIGNATURE.stream().anyMatch(message::contains);
  }

  private static Optional<Long> pointer(SSLEngine engine) {
    return engine instanceof ReferenceCountedOpenSslEngine open && open.sslPointer() != 0
        ? Optional.of(open.sslPointer())
        : Optional.empty();
  }
}
