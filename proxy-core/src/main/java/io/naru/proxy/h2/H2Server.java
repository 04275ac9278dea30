package io.naru.proxy.h2;

import io.netty.channel.ChannelHandler;

/** A client's HTTP/2 connection. */
public final class H2Server {
  private final ServerLayer layer;

  H2Server(ServerLayer layer) {
    this.layer = layer;
  }

  /** What the channel's pipeline ends with. */
  public ChannelHandler handler() {
    return layer;
  }

  /**
   * Says that no further requests are taken, in two steps so that none is lost that is on its way
   * (catalogue D12), and closes when the last stream ended.
   */
  public void drain() {
    layer.drain();
  }

  /** Whether no stream is open. */
  public boolean isIdle() {
    return layer.connection().numActiveStreams() == 0;
  }
}
