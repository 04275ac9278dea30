package io.naru.proxy.testkit;

import io.naru.proxy.loop.FlushBatch;
import io.naru.proxy.loop.Loop;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One event loop with real sockets on the loopback interface, and timeouts in a hand's time. */
public final class TestLoop implements AutoCloseable {
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final HandTime time = new HandTime();
  private final Loop loop;
  private final ChannelGroup channels;
  private final ChannelGroup accepted;
  private long read;

  public TestLoop() {
    var events = group.next();
    this.loop =
        new Loop(events, new FlushBatch(events), time.deadlines(), ProxyFixture.ample().share());
    this.channels = new DefaultChannelGroup(events);
    this.accepted = new DefaultChannelGroup(events);
  }

  public Loop loop() {
    return loop;
  }

  /**
   * Listens on a free port.
   *
   * @param handler makes the handler of each connection
   */
  public int listen(Supplier<ChannelHandler> handler) {
    Channel listener =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channels.add(channel);
                    accepted.add(channel);
                    channel.pipeline().addLast(new Counter(), handler.get());
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .syncUninterruptibly()
            .channel();
    channels.add(listener);
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  private final class Counter extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      read += ((ByteBuf) message).readableBytes();
      ctx.fireChannelRead(message);
    }
  }

  /** Connects to a port; the handler is in the pipeline when this returns. */
  public Channel connect(int port, ChannelHandler handler) {
    Channel channel =
        new Bootstrap()
            .group(group)
            .channel(NioSocketChannel.class)
            .handler(handler)
            .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .syncUninterruptibly()
            .channel();
    channels.add(channel);
    return channel;
  }

  /** Runs on the loop, and waits for it. */
  public <T> T on(Callable<T> task) {
    try {
      if (loop.events().inEventLoop()) {
        return task.call();
      }
      return loop.events().submit(task).get(RawSocket.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs on the loop, and waits for it. */
  public void run(Runnable task) {
    on(Executors.callable(task));
  }

  /** Waits for something that is to become true on the loop. */
  public void until(Callable<Boolean> condition) {
    long patience = System.nanoTime() + RawSocket.PATIENCE.toNanos();
    while (!on(condition)) {
      if (System.nanoTime() - patience > 0) {
        throw new AssertionError("it did not become true");
      }
    }
  }

  /** Waits until a connection does not read. */
  public void untilPaused() {
    until(() -> channels.stream().anyMatch(channel -> !channel.config().isAutoRead()));
  }

  /** Waits until all that the client sent was read from its socket; it has to be the only one. */
  public void untilRead(RawSocket client) {
    until(() -> read == client.sent());
  }

  /** Waits until there are so many connections. */
  public void untilConnected(int connections) {
    until(() -> accepted.size() == connections);
  }

  /** How many bytes wait for clients to take them. */
  public long unsent() {
    return on(() -> accepted.stream().mapToLong(TestLoop::unsent).sum());
  }

  private static long unsent(Channel channel) {
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    return waiting == null ? 0 : waiting.totalPendingWriteBytes() - waiting.currentProgress();
  }

  /** Moves the loop's time. */
  public void advance(Duration by) {
    run(() -> time.advance(by));
  }

  /** Connections end first, so that what runs on them ends before the loop does. */
  @Override
  public void close() {
    channels.close().syncUninterruptibly();
    run(() -> {});
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
