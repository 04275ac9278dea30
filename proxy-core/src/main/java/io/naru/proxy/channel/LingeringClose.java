package io.naru.proxy.channel;

import io.naru.proxy.loop.Deadlines;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;

/**
 * Closes a connection in a way that lets the client read the last response: our side ends first,
 * and what still arrives is thrown away for a while, because unread bytes would turn the close into
 * a reset that takes the response with it (RFC 9112 section 9.6). Used on its channel's loop.
 */
public final class LingeringClose {
  /** Between two reads, as upstream's lingering_timeout. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** In all, as upstream's lingering_time. */
  private static final Duration TIME = Duration.ofSeconds(30);

  private final ChannelHandlerContext ctx;
  private final Deadlines.Deadline silence;
  private final Deadlines.Deadline end;

  public LingeringClose(ChannelHandlerContext ctx, Deadlines deadlines) {
    this.ctx = ctx;
    this.silence = deadlines.create(ctx::close);
    this.end = deadlines.create(ctx::close);
  }

  /** Everything written has reached the client's socket: our side ends. */
  public void begin() {
    silence.arm(PAUSE.toMillis());
    end.arm(TIME.toMillis());
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    if (tls == null) {
      endOutput();
    } else {
      // TLS first says close_notify; only then the socket's output may end
      tls.closeOutbound().addListener(_ -> endOutput());
      ctx.flush();
    }
  }

  private void endOutput() {
    if (ctx.channel() instanceof DuplexChannel channel && channel.isActive()) {
      channel.shutdownOutput();
    } else {
      ctx.close();
    }
  }

  /** Something arrived, which its reader throws away. */
  public void progress() {
    silence.arm(PAUSE.toMillis());
  }

  /** The connection is closed. */
  public void over() {
    silence.disarm();
    end.disarm();
  }
}
