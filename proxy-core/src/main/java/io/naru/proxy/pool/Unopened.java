package io.naru.proxy.pool;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Stands in a new connection's pipeline until its protocol's handler takes the place. How the
 * connection fails before that is told by the futures of its opening; how it fails later is for the
 * protocol alone, to which a reset is not the same as an end.
 */
final class Unopened extends ChannelInboundHandlerAdapter {

  static void replace(Channel channel, ChannelHandler protocol) {
    channel.pipeline().replace(Unopened.class, "protocol", protocol);
  }

  @Override
  public boolean isSharable() {
    return true;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
