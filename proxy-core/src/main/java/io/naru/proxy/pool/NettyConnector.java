package io.naru.proxy.pool;

import io.naru.proxy.exchange.UpstreamConnection;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.h1.H1Connection;
import io.naru.proxy.h2.H2Client;
import io.naru.proxy.h2.H2Loop;
import io.naru.proxy.loop.Loop;
import io.naru.tls.netty.UpstreamContext;
import io.naru.tls.netty.UpstreamContexts;
import io.naru.tls.select.UpstreamTls;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** Opens connections with Netty. All of a connector's run on its one loop, and so does it. */
public final class NettyConnector implements Connector {
  private final Loop loop;
  private final Bootstrap bootstrap;
  private final UpstreamContexts contexts;
  private final H2Loop h2;

  public NettyConnector(
      Loop loop, ChannelFactory<? extends Channel> channels, UpstreamContexts contexts, H2Loop h2) {
    this.loop = loop;
    this.contexts = contexts;
    this.h2 = h2;
    this.bootstrap =
        new Bootstrap()
            .group(loop.events())
            .channelFactory(channels)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .handler(new Silent());
    ChannelSizes.apply(bootstrap::option);
  }

  @Override
  public void connect(
      Target target, Duration timeout, UpstreamConnection.Owner owner, Outcome outcome) {
    Opening opening = new Opening(target, timeout, owner, outcome);
    Optional<UpstreamTls> tls = target.tls();
    if (tls.isEmpty()) {
      opening.connect(Optional.empty());
    } else {
      contexts
          .context(tls.get(), loop.events())
          .addListener((Future<UpstreamContext> built) -> opening.connectTls(built));
    }
  }

  /** One connection on its way. */
  private final class Opening {
    private final Target target;
    private final Duration timeout;
    private final UpstreamConnection.Owner owner;
    private final Outcome outcome;

    private Opening(
        Target target, Duration timeout, UpstreamConnection.Owner owner, Outcome outcome) {
      this.target = target;
      this.timeout = timeout;
      this.owner = owner;
      this.outcome = outcome;
    }

    private void connectTls(Future<UpstreamContext> built) {
      if (built.isSuccess()) {
        connect(Optional.of(built.getNow()));
      } else {
        outcome.failed(Fault.Upstream.TLS_FAILED);
      }
    }

    private void connect(Optional<UpstreamContext> tls) {
      bootstrap
          .clone()
          .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis())
          .connect(target.address())
          .addListener((ChannelFuture connected) -> {
            if (!connected.isSuccess()) {
              outcome.failed(fault(connected.cause()));
            } else if (tls.isPresent()) {
              secure(connected.channel(), tls.get());
            } else {
              start(connected.channel());
            }
          });
    }

    private void secure(Channel channel, UpstreamContext context) {
      InetSocketAddress address = target.address();
      SslHandler handler = context.newHandler(channel.alloc(), address, timeout);
      channel.pipeline().addFirst(handler);
      handler
          .handshakeFuture()
          .addListener((Future<Channel> done) -> {
            if (done.isSuccess()) {
              start(channel);
            } else {
              channel.close();
              outcome.failed(tlsFault(done.cause()));
            }
          });
    }

    private void start(Channel channel) {
      switch (target.protocol()) {
        case HTTP1 -> {
          H1Connection connection = new H1Connection(loop, owner);
          channel.pipeline().addLast(connection);
          outcome.connected(connection);
        }
        case HTTP2 -> {
          H2Client connection = h2.client(target.tls().isPresent(), owner);
          channel.pipeline().addLast(connection.handler());
          outcome.connected(connection);
        }
      }
    }
  }

  private static Fault.Upstream fault(Throwable cause) {
    return cause instanceof ConnectTimeoutException
        ? Fault.Upstream.CONNECT_TIMEOUT
        : Fault.Upstream.CONNECT_FAILED;
  }

  private static Fault.Upstream tlsFault(Throwable cause) {
    return cause instanceof SslHandshakeTimeoutException
        ? Fault.Upstream.CONNECT_TIMEOUT
        : Fault.Upstream.TLS_FAILED;
  }

  /** A connection that fails before its protocol's handler is there is told of by its future. */
  private static final class Silent extends ChannelInboundHandlerAdapter {
    @Override
    public boolean isSharable() {
      return true;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }
}
