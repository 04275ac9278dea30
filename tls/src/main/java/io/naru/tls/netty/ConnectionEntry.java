package io.naru.tls.netty;

import io.netty.channel.ChannelHandlerContext;

/**
 * Puts what comes after TLS into a pipeline. Called on the connection's event loop; handlers are to
 * be added behind the given context, whose own handler leaves the pipeline at return. The bytes
 * that arrived so far follow then.
 */
public interface ConnectionEntry {

  /** The handshake is done; without negotiation the client speaks HTTP/1.1. */
  void secured(ChannelHandlerContext ctx, TlsSession session);

  /**
   * The connection begins with something that is no TLS record, plain HTTP most likely: to be
   * answered and closed (behaviour 11). It is closed anyhow when the handshake's time is over.
   */
  void plain(ChannelHandlerContext ctx);
}
