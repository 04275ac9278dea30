package io.naru.tls.netty;

/**
 * Is told how handshakes with clients end, each once. Called on event loops: must neither block nor
 * throw.
 */
public interface HandshakeListener {

  void completed(TlsSession session);

  /**
   * The connection is being closed: a peer that does not speak TLS or left, an offer without
   * overlap, a timeout.
   */
  void failed(Throwable cause);
}
