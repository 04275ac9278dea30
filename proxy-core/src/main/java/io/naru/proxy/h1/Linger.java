package io.naru.proxy.h1;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/** Ends our side of a connection and leaves the other open. */
final class Linger {
  private Linger() {}

  /** TLS first says close_notify; only then the socket's output may end. */
  static void halfClose(ChannelHandlerContext ctx) {
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    if (tls != null) {
      tls.closeOutbound().addListener(_ -> shutdown(ctx));
      ctx.flush();
    } else {
      shutdown(ctx);
    }
  }

  private static void shutdown(ChannelHandlerContext ctx) {
    if (ctx.channel() instanceof DuplexChannel channel && channel.isActive()) {
      channel.shutdownOutput();
    } else {
      ctx.close();
    }
  }
}
