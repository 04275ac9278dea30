package io.naru.proxy.listen;

import io.naru.proxy.loop.Deadlines;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells by a plain connection's first bytes what it speaks: HTTP/2 begins with its preface (RFC
 * 9113 section 3.4), anything else is HTTP/1.x or nothing. Holds at most the preface, for a bounded
 * time.
 */
final class PrefaceSniffer extends ByteToMessageDecoder {
  private static final ByteBuf PREFACE =
      Unpooled.unreleasableBuffer(Http2CodecUtil.connectionPrefaceBuf()).asReadOnly();

  /** Until it is known; then the codec's own time begins. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Consumer<ChannelHandlerContext> http1;
  private final Consumer<ChannelHandlerContext> http2;
  private final Deadlines deadlines;
  private Deadlines.@Nullable Deadline deadline;

  /**
   * @param http1 puts the codec into the pipeline; the bytes follow
   */
  PrefaceSniffer(
      Consumer<ChannelHandlerContext> http1,
      Consumer<ChannelHandlerContext> http2,
      Deadlines deadlines) {
    this.http1 = http1;
    this.http2 = http2;
    this.deadlines = deadlines;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    deadline = deadlines.create(ctx::close);
    deadline.arm(PATIENCE.toMillis());
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext ctx) {
    if (deadline != null) {
      deadline.disarm();
    }
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    int known = Math.min(in.readableBytes(), PREFACE.readableBytes());
    boolean maybe = ByteBufUtil.equals(in, in.readerIndex(), PREFACE, 0, known);
    if (maybe && known < PREFACE.readableBytes()) {
      return;
    }
    (maybe ? http2 : http1).accept(ctx);
    ctx.pipeline().remove(this);
  }
}
