package io.naru.proxy.pool;

import io.naru.proxy.exchange.UpstreamConnection;
import io.naru.proxy.h2.H2Loop;
import io.naru.proxy.loop.Loop;
import io.naru.tls.netty.UpstreamContexts;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelOption;
import java.time.Duration;

/** Opens connections with Netty. All of a connector's run on its one loop, and so does it. */
public final class NettyConnector implements Connector {
  private static final int NO_LIMIT = 0;

  private final Opening.Means means;

  public NettyConnector(
      Loop loop, ChannelFactory<? extends Channel> channels, UpstreamContexts contexts, H2Loop h2) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop.events())
            .channelFactory(channels)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            // the deadline of the whole opening holds for its first step too
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, NO_LIMIT)
            .handler(new Unopened());
    ChannelSizes.apply(bootstrap::option, loop.buffers());
    this.means = new Opening.Means(loop, bootstrap, contexts, h2);
  }

  @Override
  public void connect(
      Target target, Duration timeout, UpstreamConnection.Owner owner, Outcome outcome) {
    new Opening(means, target, owner, outcome).begin(timeout);
  }
}
