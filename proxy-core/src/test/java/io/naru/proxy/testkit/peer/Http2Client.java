package io.naru.proxy.testkit.peer;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/** A client's HTTP/2 connection, with prior knowledge or over TLS: Netty's, stream by stream. */
public final class Http2Client implements Client {
  private static final int PATIENCE_SECONDS = 20;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final String scheme;
  private final Channel connection;

  private Http2Client(int port, Optional<SSLContext> tls) {
    this.scheme = tls.isPresent() ? "https" : "http";
    this.connection =
        new Bootstrap()
            .group(group)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.ALLOCATOR, Http2Text.UNWATCHED)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    tls.ifPresent(ssl -> channel.pipeline().addLast(Http2Text.tls(ssl, true)));
                    channel
                        .pipeline()
                        .addLast(
                            Http2FrameCodecBuilder.forClient().build(),
                            new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()),
                            new WideWindow());
                  }
                })
            .connect(InetAddress.getLoopbackAddress(), port)
            .syncUninterruptibly()
            .channel();
  }

  public static Http2Client plain(int port) {
    return new Http2Client(port, Optional.empty());
  }

  public static Http2Client secure(int port, SSLContext context) {
    return new Http2Client(port, Optional.of(context));
  }

  /** Sends the head; the body, if the request has one, is the caller's. */
  public Http2Exchange open(Ask ask) {
    Http2Exchange exchange = new Http2Exchange();
    new Http2StreamChannelBootstrap(connection).handler(exchange).open().syncUninterruptibly();
    Http2Headers headers =
        Http2Text.headers(Lines.NONE)
            .method(ask.method())
            .scheme(scheme)
            .path(ask.target())
            .authority(ask.authority());
    if (ask.hasBody() && ask.stated()) {
      headers.addInt("content-length", ask.body().length());
    }
    Http2Text.addTo(headers, ask.fields());
    exchange.head(headers, !ask.hasBody());
    return exchange;
  }

  /** Sends the whole request. */
  public Http2Exchange start(Ask ask) {
    Http2Exchange exchange = open(ask);
    boolean trailers = !ask.trailers().all().isEmpty();
    if (ask.hasBody()) {
      exchange.data(ask.body(), !trailers);
    }
    if (trailers) {
      exchange.trailers(ask.trailers());
    }
    return exchange;
  }

  @Override
  public Got send(Ask ask) throws IOException {
    return await(start(ask));
  }

  /** The whole response. */
  public static Got await(Http2Exchange exchange) throws IOException {
    try {
      return exchange.whole().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** The connection: whether it is open, and its end. */
  public Channel connection() {
    return connection;
  }

  @Override
  public void close() {
    connection.close().syncUninterruptibly();
    group.shutdownGracefully(10, 5_000, TimeUnit.MILLISECONDS);
  }
}
