package io.naru.proxy.testkit.peer;

import io.naru.proxy.upstream.Endpoint;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** An endpoint that speaks HTTP/2, with prior knowledge or over TLS: Netty's, stream by stream. */
public final class Http2Endpoint implements TestEndpoint {

  /** What is done with one request, on the endpoint's loop. */
  public interface Script {

    /** The head came; a body may follow. */
    default void begun(Seen head, Http2Reply reply) {}

    /** The request is whole. */
    void whole(Seen request, Http2Reply reply);
  }

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Gauge connections = new Gauge();
  private final Gauge streams = new Gauge();
  private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
  private final Channel server;

  private Http2Endpoint(Script script, Optional<SSLContext> tls, Http2Settings settings) {
    this.server =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childOption(ChannelOption.ALLOCATOR, Http2Text.UNWATCHED)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    start(channel, script, tls, settings);
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
  }

  private void start(
      Channel channel, Script script, Optional<SSLContext> tls, Http2Settings settings) {
    connections.up();
    channel.closeFuture().addListener(_ -> connections.down());
    tls.ifPresent(context -> channel.pipeline().addLast(Http2Text.tls(context, false)));
    channel
        .pipeline()
        .addLast(
            Http2FrameCodecBuilder.forServer().initialSettings(settings).build(),
            new Http2MultiplexHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel stream) {
                    stream.pipeline().addLast(new Http2Reply(script, seen, streams));
                  }
                }),
            new WideWindow());
  }

  public static Http2Endpoint answering(Function<Seen, Answer> answers) {
    return scripted((request, reply) -> reply.answer(answers.apply(request)));
  }

  public static Http2Endpoint answering(Function<Seen, Answer> answers, SSLContext tls) {
    return new Http2Endpoint(
        (request, reply) -> reply.answer(answers.apply(request)),
        Optional.of(tls),
        Http2Settings.defaultSettings());
  }

  public static Http2Endpoint scripted(Script script) {
    return new Http2Endpoint(script, Optional.empty(), Http2Settings.defaultSettings());
  }

  public static Http2Endpoint scripted(Script script, Http2Settings settings) {
    return new Http2Endpoint(script, Optional.empty(), settings);
  }

  @Override
  public Endpoint endpoint() {
    return new Endpoint("127.0.0.1", ((InetSocketAddress) server.localAddress()).getPort());
  }

  @Override
  public BlockingQueue<Seen> seen() {
    return seen;
  }

  @Override
  public Gauge connections() {
    return connections;
  }

  /** The streams that are open on all connections. */
  public Gauge streams() {
    return streams;
  }

  @Override
  public void close() {
    server.close().syncUninterruptibly();
    group.shutdownGracefully(10, 5_000, TimeUnit.MILLISECONDS).syncUninterruptibly();
  }
}
