package io.naru.tls.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Opens TLS as the proxy does towards an upstream. */
final class TlsClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

  TlsSession connect(UpstreamContext context, InetSocketAddress endpoint)
      throws IOException, InterruptedException {
    return connect(context, endpoint, PATIENCE);
  }

  /** Shakes hands, has a byte echoed, and closes. */
  TlsSession connect(UpstreamContext context, InetSocketAddress endpoint, Duration timeout)
      throws IOException, InterruptedException {
    CompletableFuture<TlsSession> echoed = new CompletableFuture<>();
    SslHandler tls = context.newHandler(ByteBufAllocator.DEFAULT, endpoint, timeout);
    Channel channel =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel made) {
                    made.pipeline().addLast(tls, new Echoed(tls, echoed));
                  }
                })
            .connect(endpoint)
            .syncUninterruptibly()
            .channel();
    try {
      return echoed.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException problem ? problem : new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new IOException(e);
    } finally {
      channel.close().syncUninterruptibly();
    }
  }

  @Override
  public void close() {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private static final class Echoed extends SimpleChannelInboundHandler<Object> {
    private final SslHandler tls;
    private final CompletableFuture<TlsSession> echoed;

    Echoed(SslHandler tls, CompletableFuture<TlsSession> echoed) {
      this.tls = tls;
      this.echoed = echoed;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      var _ =
          tls.handshakeFuture()
              .addListener(done -> {
                if (done.isSuccess()) {
                  var _ = ctx.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {'x'}));
                } else {
                  echoed.completeExceptionally(done.cause());
                }
              });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Object message) {
      echoed.complete(TlsSession.of(tls));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      echoed.completeExceptionally(cause);
    }
  }
}
