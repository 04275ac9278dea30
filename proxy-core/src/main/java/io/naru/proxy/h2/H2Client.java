package io.naru.proxy.h2;

import io.naru.proxy.exchange.ResponseSink;
import io.naru.proxy.exchange.UpstreamConnection;
import io.naru.proxy.exchange.UpstreamStream;
import io.netty.channel.ChannelHandler;

/** A connection to an endpoint that carries many attempts at a time. */
public final class H2Client implements UpstreamConnection {
  private final ClientLayer layer;

  H2Client(H2Loop shared, boolean secure, Owner owner) {
    this.layer = new ClientLayer(shared, secure, owner, this);
  }

  /** What the channel's pipeline ends with; streams may be opened once it is active. */
  public ChannelHandler handler() {
    return layer;
  }

  @Override
  public int capacity() {
    return layer.capacity();
  }

  @Override
  public boolean isIdle() {
    return layer.streams() == 0;
  }

  @Override
  public boolean mayHaveDiedOfAge() {
    return layer.mayHaveDiedOfAge();
  }

  @Override
  public UpstreamStream open(ResponseSink sink) {
    return layer.open(sink);
  }

  @Override
  public void drain() {
    layer.drain();
  }
}
