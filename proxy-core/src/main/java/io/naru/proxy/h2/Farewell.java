package io.naru.proxy.h2;

import io.naru.proxy.channel.LingeringClose;
import io.naru.proxy.channel.Unsent;
import io.naru.proxy.loop.Deadlines;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The end of a connection that nothing more is written to. It waits for what was written as long as
 * the peer goes on taking it; a client is then left the time to read it. Used on its connection's
 * loop.
 */
final class Farewell {
  private final Deadlines deadlines;
  private final Duration pause;
  private final Deadlines.Deadline stall;
  private @Nullable ChannelHandlerContext context;
  private @Nullable LingeringClose linger;
  private boolean lingers;
  private long left;

  /**
   * @param pause how long the peer may take nothing of what is left
   */
  Farewell(Deadlines deadlines, Duration pause) {
    this.deadlines = deadlines;
    this.pause = pause;
    this.stall = deadlines.create(this::stalled);
  }

  boolean isBegun() {
    return context != null;
  }

  /**
   * Everything is written.
   *
   * @param unhurried whether the peer may still read when all of it is in its socket
   */
  void begin(ChannelHandlerContext ctx, boolean unhurried) {
    context = ctx;
    lingers = unhurried;
    left = Unsent.of(ctx.channel());
    stall.arm(pause.toMillis());
    ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> flushed(ctx));
  }

  private void flushed(ChannelHandlerContext ctx) {
    stall.disarm();
    if (lingers && ctx.channel().isActive()) {
      linger = new LingeringClose(ctx, deadlines);
      linger.begin();
    } else {
      ctx.close();
    }
  }

  private void stalled() {
    if (context == null) {
      return;
    }
    long now = Unsent.of(context.channel());
    if (now < left) {
      left = now;
      stall.arm(pause.toMillis());
    } else {
      context.close();
    }
  }

  /** Whether what arrives is thrown away here, because nothing of it can be answered any more. */
  boolean discards(Object bytes) {
    if (!lingers) {
      return false;
    }
    ReferenceCountUtil.release(bytes);
    if (linger != null) {
      linger.progress();
    }
    return true;
  }

  /** The connection is closed. */
  void over() {
    stall.disarm();
    if (linger != null) {
      linger.over();
    }
  }
}
