package io.naru.proxy.h2;

import io.naru.proxy.exchange.ClientConnection;
import io.netty.channel.ChannelHandler;

/** A client's HTTP/2 connection. */
public final class H2Server implements ClientConnection {
  private final ServerLayer layer;

  H2Server(ServerLayer layer) {
    this.layer = layer;
  }

  /** What the channel's pipeline ends with. */
  public ChannelHandler handler() {
    return layer;
  }

  @Override
  public boolean isIdle() {
    return layer.connection().numActiveStreams() == 0;
  }

  /** In two steps, so that no request is lost that is on its way (catalogue D12). */
  @Override
  public void drain() {
    layer.drain();
  }

  @Override
  public void cut() {
    layer.cut();
  }
}
