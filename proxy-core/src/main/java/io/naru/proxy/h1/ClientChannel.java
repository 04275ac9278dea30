package io.naru.proxy.h1;

import io.naru.proxy.buffer.BufferShare;
import io.naru.proxy.channel.Eviction;
import io.naru.proxy.channel.LingeringClose;
import io.naru.proxy.channel.Unsent;
import io.naru.proxy.loop.FlushBatch;
import io.naru.proxy.loop.Loop;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is done to a client's channel: writing, pacing its reads, and its three ends (closed after
 * the last response, cut in the middle of one, left by the client). Used on its channel's loop.
 */
final class ClientChannel implements Outlet {
  private final ChannelHandlerContext ctx;
  private final Loop loop;
  private final SendPause sendPause;
  private final FlushBatch.Flushable flushable =
      new FlushBatch.Flushable() {
        @Override
        protected void flushMarked() {
          ctx.flush();
        }
      };
  private @Nullable LingeringClose linger;
  private boolean finishing;

  /**
   * @param stalled runs when the client takes nothing for as long as {@code pause}
   */
  ClientChannel(ChannelHandlerContext ctx, Loop loop, Duration pause, Runnable stalled) {
    this.ctx = ctx;
    this.loop = loop;
    this.sendPause = new SendPause(ctx.channel(), loop.deadlines(), pause, stalled);
  }

  @Override
  public ChannelHandlerContext ctx() {
    return ctx;
  }

  boolean isWritable() {
    return ctx.channel().isWritable();
  }

  /** Whether the client has not taken all that was written. */
  boolean hasUnsent() {
    return Unsent.of(ctx.channel()) > 0;
  }

  void write(ByteBuf out) {
    writes(out.readableBytes());
    ctx.write(out, ctx.voidPromise());
  }

  BufferShare buffers() {
    return loop.buffers();
  }

  @Override
  public void writes(int bytes) {
    loop.buffers().bound(ctx.channel().config());
    sendPause.writes(bytes);
    loop.flushes().mark(flushable);
  }

  void writeContinue() {
    ByteBuf out = ctx.alloc().directBuffer(32);
    ByteBufUtil.writeAscii(out, "HTTP/1.1 100 Continue\r\n\r\n");
    write(out);
  }

  /** The client takes bytes again, or does not any more. */
  void writabilityChanged() {
    if (!isWritable()) {
      sendPause.begin();
    } else if (!finishing) {
      sendPause.end();
    }
  }

  void pause() {
    ctx.channel().config().setAutoRead(false);
  }

  void resume() {
    if (!ctx.channel().config().isAutoRead()) {
      ctx.channel().config().setAutoRead(true);
    }
  }

  /** Nothing more will be written: closes once the client has everything. */
  void finish() {
    finishing = true;
    resume();
    sendPause.begin();
    ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> flushed());
  }

  private void flushed() {
    if (finishing) {
      sendPause.end();
      linger = new LingeringClose(ctx, loop.deadlines());
      linger.begin();
    }
  }

  /** Throws away what still arrives after the last response. */
  void discard(ByteBuf in) {
    in.release();
    if (linger != null) {
      linger.progress();
    }
  }

  /**
   * A response cannot be completed, and the client must see that.
   *
   * @param endsByClose whether an orderly close would look like the response's end
   */
  void cut(boolean endsByClose) {
    over();
    ctx.flush();
    if (endsByClose) {
      // not through the pipeline: TLS would say close_notify, which is an end too
      Channel channel = ctx.channel();
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
      channel.unsafe().close(channel.unsafe().voidPromise());
    } else {
      ctx.close();
    }
  }

  /** Closes an idle connection at once, unless the client has still to take an answer. */
  boolean evict() {
    return Eviction.of(ctx.channel());
  }

  /** The channel is closed, or will be: no deadline runs any more. */
  void over() {
    finishing = false;
    sendPause.end();
    if (linger != null) {
      linger.over();
    }
  }
}
