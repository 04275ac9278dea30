package io.naru.controller.admission;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The port of the webhook: one event loop and one thread that reviews, both its own, so that it
/// and the data loops cost each other nothing. One review at a time, with a bounded queue behind,
/// keeps what a flood of them can take of the processor and the heap.
///
/// Thread rule: started and closed by one thread.
public final class WebhookServer implements AutoCloseable {
  private static final int BACKLOG = 128;
  private static final int WAITING_REVIEWS = 64;
  private static final long BODIES = 16 << 20;

  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("naru-webhook", true), NioIoHandler.newFactory());
  private final ThreadPoolExecutor reviewers =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING_REVIEWS),
          new DefaultThreadFactory("naru-reviews", true));
  private final Channel listening;

  /// Listens at once; connections get no further than TLS while there is no certificate.
  ///
  /// @param address port 0 is any free one
  /// @throws IOException if the address cannot be had
  public WebhookServer(InetSocketAddress address, ServingTls tls, Reviews reviews)
      throws IOException {
    ReviewDesk desk = new ReviewDesk(reviews, reviewers, new BodyBudget(BODIES));
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new WebhookPipeline(tls, desk))
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      stop();
      throw new IOException(bound.cause().getMessage(), bound.cause());
    }
    this.listening = bound.channel();
  }

  /// Where it listens, also if port 0 was asked for.
  public InetSocketAddress address() {
    return (InetSocketAddress) listening.localAddress();
  }

  @Override
  public void close() {
    listening.close().awaitUninterruptibly();
    stop();
  }

  private void stop() {
    reviewers.shutdownNow();
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
