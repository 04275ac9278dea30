package io.naru.tls.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends back what comes over TLS, and tells how handshakes ended. */
final class EchoServer implements AutoCloseable, HandshakeListener, ConnectionEntry {
  private static final int PATIENCE_SECONDS = 20;

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
  private final BlockingQueue<TlsSession> sessions = new LinkedBlockingQueue<>();
  private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Channel listening;

  EchoServer(ContextChooser chooser) {
    TlsAccept accept = new TlsAccept(chooser, this, this);
    this.listening =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    connections.add(channel);
                    channel.pipeline().addLast(new SniHandler(accept));
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listening.localAddress();
  }

  /** The next handshake that came to its end. */
  TlsSession session() throws InterruptedException {
    return taken(sessions.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  /** The next handshake that did not. */
  Throwable failure() throws InterruptedException {
    return taken(failures.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  private static <T> T taken(@Nullable T value) {
    if (value == null) {
      throw new AssertionError("nothing came");
    }
    return value;
  }

  @Override
  public void completed(TlsSession session) {
    assertThat(sessions.add(session)).isTrue();
  }

  @Override
  public void failed(Throwable cause) {
    assertThat(failures.add(cause)).isTrue();
  }

  @Override
  public void secured(ChannelHandlerContext ctx, TlsSession session) {
    ctx.pipeline().addLast(new Echo());
  }

  @Override
  public void plain(ChannelHandlerContext ctx) {
    ctx.pipeline().addLast(new Echo());
  }

  @Override
  public void close() {
    listening.close().syncUninterruptibly();
    connections.close().syncUninterruptibly();
    loops.shutdownGracefully(0, PATIENCE_SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private static final class Echo extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      var _ = ctx.writeAndFlush(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      var _ = ctx.close();
    }
  }
}
