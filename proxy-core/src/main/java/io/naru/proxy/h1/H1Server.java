package io.naru.proxy.h1;

import io.naru.proxy.exchange.ClientConnection;
import io.naru.proxy.exchange.ConnectionFacts;
import io.naru.proxy.exchange.RequestAcceptor;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.loop.Loop;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/** A client's HTTP/1.x connection, the last handler of its pipeline. Runs on its channel's loop. */
public final class H1Server extends ChannelInboundHandlerAdapter implements ClientConnection {
  private final Loop loop;
  private final RequestAcceptor acceptor;
  private final ConnectionFacts facts;
  private final H1Limits limits;
  private @Nullable RequestCycle requests;

  public H1Server(Loop loop, RequestAcceptor acceptor, ConnectionFacts facts, H1Limits limits) {
    this.loop = loop;
    this.acceptor = acceptor;
    this.facts = facts;
    this.limits = limits;
  }

  private RequestCycle requests() {
    if (requests == null) {
      throw new IllegalStateException("not in a pipeline");
    }
    return requests;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    requests = new RequestCycle(ctx, loop, acceptor, facts, limits);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    requests().close();
  }

  @Override
  public boolean isIdle() {
    return requests().isIdle();
  }

  @Override
  public void drain() {
    requests().drain();
  }

  @Override
  public void cut() {
    requests().interrupt();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    requests().read((ByteBuf) message);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    requests().writabilityChanged();
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    requests().end(Fault.Client.GONE);
    ctx.fireChannelInactive();
  }

  /** A broken connection ends; a bug of ours ends its connection alone, and is reported. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (Breakage.isOfConnection(cause)) {
      requests().end(Fault.Client.GONE);
    } else {
      requests().end(new Fault.Internal(cause.toString()));
      ctx.fireExceptionCaught(cause);
    }
    ctx.close();
  }
}
