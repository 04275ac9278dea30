package io.naru.tls.netty;

import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.internal.tcnative.SSL;
import java.util.Optional;
import javax.net.ssl.SSLEngine;

/**
 * What Netty's engine does not say of BoringSSL itself. Called on the connection's event loop,
 * between the making of the engine and its release; a released one answers with nothing.
 */
final class NativeEngine {
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

  private static Optional<Long> pointer(SSLEngine engine) {
    return engine instanceof ReferenceCountedOpenSslEngine open && open.sslPointer() != 0
        ? Optional.of(open.sslPointer())
        : Optional.empty();
  }
}
