package io.naru.controller.admission;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Closes a connection whose request is not in whole some time after its first byte, so that who
/// sends slowly holds nothing for long; the first one of a connection counts from its beginning. It
/// stands before the decoder, and is told when a request is in.
///
/// Thread rule: the connection's event loop.
final class RequestClock extends ChannelInboundHandlerAdapter {
  private final Duration limit;
  private Optional<ScheduledFuture<?>> running = Optional.empty();

  RequestClock(Duration limit) {
    this.limit = limit;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    start(ctx);
    ctx.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object bytes) {
    start(ctx);
    ctx.fireChannelRead(bytes);
  }

  private void start(ChannelHandlerContext ctx) {
    if (running.isEmpty()) {
      running =
          Optional.of(
              ctx.executor().schedule(() -> ctx.close(), limit.toMillis(), TimeUnit.MILLISECONDS));
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    stop();
    ctx.fireChannelInactive();
  }

  /// The request is in.
  void stop() {
    running.map(it -> (Future<?>) it).ifPresent(it -> it.cancel(false));
    running = Optional.empty();
  }
}
