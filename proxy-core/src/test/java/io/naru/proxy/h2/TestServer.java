package io.naru.proxy.h2;

import io.naru.proxy.exchange.ConnectionFacts;
import io.naru.proxy.exchange.RequestAcceptor;
import io.naru.proxy.exchange.UpstreamConnection;
import io.naru.proxy.loop.Loop;
import io.naru.proxy.testkit.ProxyFixture;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
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
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A port that speaks HTTP/2 by prior knowledge, and one loop that everything runs on. */
final class TestServer implements AutoCloseable {
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Loop loop = Loop.of(group.next(), ProxyFixture.ample().share());
  private final CopyOnWriteArrayList<H2Server> connections = new CopyOnWriteArrayList<>();
  private final ChannelGroup channels = new DefaultChannelGroup(loop.events());
  private final AtomicLong ahead = new AtomicLong();
  private final H2Loop h2;
  private final Channel listener;

  TestServer(H2Limits limits, RequestAcceptor acceptor) throws InterruptedException {
    this.h2 = new H2Loop(loop, H2Limits.ENDPOINTS, () -> System.nanoTime() + ahead.get());
    this.listener =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    H2Server server = h2.server(acceptor, facts(), limits);
                    connections.add(server);
                    channels.add(channel);
                    channel.pipeline().addLast(server.handler());
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sync()
            .channel();
  }

  static TestServer of(RequestAcceptor acceptor) throws InterruptedException {
    return new TestServer(H2Limits.CLIENTS, acceptor);
  }

  private static ConnectionFacts facts() {
    return ConnectionFacts.of("127.0.0.1", 80, Optional.empty());
  }

  int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /** The server's side of each connection that was accepted, in order. */
  H2Server connection(int index) {
    return connections.get(index);
  }

  /** A connection from this loop to an endpoint. */
  H2Client connect(int port, UpstreamConnection.Owner owner) throws InterruptedException {
    H2Client client = h2.client(false, owner);
    Channel channel =
        new Bootstrap()
            .group(group)
            .channel(NioSocketChannel.class)
            .handler(client.handler())
            .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .sync()
            .channel();
    channels.add(channel);
    return client;
  }

  /** So much time passes at once. */
  void pass(Duration time) {
    ahead.addAndGet(time.toNanos());
  }

  /** Runs on the loop and waits for it. */
  <T> T onLoop(Callable<T> task) {
    try {
      return loop.events().submit(task).get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  void onLoop(Runnable task) {
    onLoop(() -> {
      task.run();
      return true;
    });
  }

  /** Cuts all connections; when this returns, their streams have ended. */
  void cut() {
    channels.close().syncUninterruptibly();
    onLoop(() -> {});
  }

  @Override
  public void close() {
    cut();
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
