package io.naru.tls.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;

/** A server without a network: what arrives in how many pieces, and when, is in the test's hand. */
final class EmbeddedServer implements HandshakeListener, ConnectionEntry {
  final List<TlsSession> sessions = new ArrayList<>();
  final List<Throwable> failures = new ArrayList<>();
  final List<String> plain = new ArrayList<>();
  final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
  final EmbeddedChannel channel;

  EmbeddedServer(ContextChooser chooser) {
    channel = new EmbeddedChannel();
    channel.freezeTime();
    channel.config().setAllocator(allocator);
    channel.pipeline().addLast(new SniHandler(new TlsAccept(chooser, this, this)));
  }

  /** What the server sent since the last time. */
  byte[] exchange(byte[] arriving) {
    if (channel.isOpen()) {
      channel.writeInbound(Unpooled.wrappedBuffer(arriving));
    }
    return sent();
  }

  byte[] sent() {
    ByteBuf all = Unpooled.buffer();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      all.writeBytes(part);
      part.release();
    }
    return ByteBufUtil.getBytes(all);
  }

  @Override
  public void completed(TlsSession session) {
    sessions.add(session);
  }

  @Override
  public void failed(Throwable cause) {
    failures.add(cause);
  }

  @Override
  public void secured(ChannelHandlerContext ctx, TlsSession session) {}

  @Override
  public void plain(ChannelHandlerContext ctx) {
    ctx.pipeline()
        .addLast(
            new ChannelInboundHandlerAdapter() {
              @Override
              public void channelRead(ChannelHandlerContext context, Object message) {
                plain.add(ByteBufUtil.hexDump((ByteBuf) message));
                ReferenceCountUtil.release(message);
              }
            });
  }
}
