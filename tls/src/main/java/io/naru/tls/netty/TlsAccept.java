package io.naru.tls.netty;

import java.time.Duration;

/**
 * How TLS connections are taken in; one for all connections of a listener.
 *
 * @param timeout for the ClientHello, and again for the rest of the handshake; at least a
 *     millisecond (catalogue F1)
 */
public record TlsAccept(
    ContextChooser chooser, ConnectionEntry entry, HandshakeListener listener, Duration timeout) {

  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  public TlsAccept {
    if (timeout.toMillis() < 1) {
      throw new IllegalArgumentException("a handshake without a time limit");
    }
  }

  public TlsAccept(ContextChooser chooser, ConnectionEntry entry, HandshakeListener listener) {
    this(chooser, entry, listener, DEFAULT_TIMEOUT);
  }
}
