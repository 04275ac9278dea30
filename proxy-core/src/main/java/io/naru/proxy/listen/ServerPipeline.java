package io.naru.proxy.listen;

import io.naru.proxy.exchange.ConnectionFacts;
import io.naru.proxy.exchange.TlsFacts;
import io.naru.proxy.loop.Deadlines;
import io.naru.proxy.loop.Loop;
import io.naru.proxy.pool.ChannelSizes;
import io.naru.tls.netty.ConnectionEntry;
import io.naru.tls.netty.ContextChooser;
import io.naru.tls.netty.HandshakeListener;
import io.naru.tls.netty.SniHandler;
import io.naru.tls.netty.TlsAccept;
import io.naru.tls.netty.TlsSession;
import io.naru.tls.select.Alpn;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a client's connection passes through, from its socket to the exchange: the table of contents
 * of the data plane. One per listener; what it puts into a pipeline belongs to the connection's
 * loop.
 */
final class ServerPipeline extends ChannelInitializer<Channel> implements ConnectionEntry {
  private final Function<EventLoop, DataLoop> loops;
  private final Optional<TlsAccept> tls;
  private final int seenPort;

  private ServerPipeline(
      Function<EventLoop, DataLoop> loops, Optional<ContextChooser> contexts, int seenPort) {
    this.loops = loops;
    this.tls = contexts.map(chooser -> new TlsAccept(chooser, this, Unheard.HANDSHAKE));
    this.seenPort = seenPort;
  }

  /**
   * Of a port that speaks plain HTTP.
   *
   * @param seenPort the port that clients see
   */
  static ServerPipeline plain(Function<EventLoop, DataLoop> loops, int seenPort) {
    return new ServerPipeline(loops, Optional.empty(), seenPort);
  }

  /** Of a port that speaks TLS. */
  static ServerPipeline secure(
      Function<EventLoop, DataLoop> loops, ContextChooser contexts, int seenPort) {
    return new ServerPipeline(loops, Optional.of(contexts), seenPort);
  }

  @Override
  protected void initChannel(Channel channel) {
    ChannelSizes.apply(channel.config()::setOption, loop(channel).buffers());
    loops.apply(channel.eventLoop()).clients().opened(channel);
    if (tls.isPresent()) {
      // 1. TLS: the certificate by the name in a whole ClientHello, then the protocol by ALPN.
      channel.pipeline().addLast(new SniHandler(tls.get()));
    } else {
      // 1. Or, in plain text, the protocol by its first bytes.
      channel.pipeline().addLast(new PrefaceSniffer(this::http1, this::http2, deadlines(channel)));
    }
    // 2. The protocol's codec takes its place when it is known. It is the last handler: it makes
    //    exchanges of what it reads, and those are the forwarder's.
  }

  @Override
  public void secured(ChannelHandlerContext ctx, TlsSession session) {
    ConnectionFacts client = facts(ctx, Optional.of(tlsFacts(session)));
    boolean http2 = session.alpn().equals(Optional.of(Alpn.H2));
    DataLoop loop = loops.apply(ctx.channel().eventLoop());
    if (http2) {
      loop.http2(ctx, client);
    } else {
      loop.http1(ctx, client);
    }
  }

  @Override
  public void plain(ChannelHandlerContext ctx) {
    DataLoop loop = loops.apply(ctx.channel().eventLoop());
    loop.plainOnTlsPort(ctx, facts(ctx, Optional.empty()));
  }

  private void http1(ChannelHandlerContext ctx) {
    DataLoop loop = loops.apply(ctx.channel().eventLoop());
    loop.http1(ctx, facts(ctx, Optional.empty()));
  }

  private void http2(ChannelHandlerContext ctx) {
    DataLoop loop = loops.apply(ctx.channel().eventLoop());
    loop.http2(ctx, facts(ctx, Optional.empty()));
  }

  private Deadlines deadlines(Channel channel) {
    return loop(channel).deadlines();
  }

  private Loop loop(Channel channel) {
    return loops.apply(channel.eventLoop()).loop();
  }

  private ConnectionFacts facts(ChannelHandlerContext ctx, Optional<TlsFacts> session) {
    return ConnectionFacts.of(RemoteAddress.of(ctx.channel()), seenPort, session);
  }

  private static TlsFacts tlsFacts(TlsSession session) {
    return new TlsFacts(session.version(), session.cipher(), session.serverName());
  }

  /** Handshakes are not counted yet. */
  private enum Unheard implements HandshakeListener {
    HANDSHAKE;

    @Override
    public void completed(TlsSession session) {}

    @Override
    public void failed(Throwable cause) {}
  }
}
