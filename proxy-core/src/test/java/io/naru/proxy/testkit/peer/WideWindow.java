package io.naru.proxy.testkit.peer;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;

/**
 * Widens the window of a peer's whole connection. As the protocol begins, a single stream that
 * stalls fills it, and all others stand: no proxy can do anything about that.
 */
final class WideWindow extends ChannelInboundHandlerAdapter {
  private static final int BYTES = 1 << 23;

  /** The codec before it has written its settings by now. */
  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    ctx.writeAndFlush(new DefaultHttp2WindowUpdateFrame(BYTES));
    ctx.fireChannelActive();
  }

  /** The proxy is free to end a connection in any way. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
