package io.naru.tls.netty;

import io.naru.tls.select.Alpn;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import javax.net.ssl.SSLHandshakeException;

/**
 * Waits behind TLS for the end of the handshake, then has the pipeline of the negotiated protocol
 * built, or closes the connection without a word. One per connection, on its event loop.
 */
final class AlpnHandler extends ApplicationProtocolNegotiationHandler {
  private final TlsAccept accept;
  private final String chosenBy;
  private boolean ended;

  /**
   * @param chosenBy the server name by which the context was chosen; empty for none
   */
  AlpnHandler(TlsAccept accept, String chosenBy) {
    super(Alpn.HTTP_1_1.wireName());
    this.accept = accept;
    this.chosenBy = chosenBy;
  }

  @Override
  protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
    TlsSession session = TlsSession.of(ctx.pipeline().get(SslHandler.class));
    // catalogue F2: what was read of the ClientHello is what the engine read, or the rules of
    // another name would hold
    if (!session.serverName().orElse("").equals(chosenBy)) {
      fail(ctx, new SSLHandshakeException("the server name was not the one of the ClientHello"));
      return;
    }
    ended = true;
    accept.listener().completed(session);
    accept.entry().secured(ctx, session);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event instanceof SslHandshakeCompletionEvent done && !done.isSuccess()) {
      fail(ctx, done.cause());
    }
    super.userEventTriggered(ctx, event);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    fail(ctx, cause);
  }

  private void fail(ChannelHandlerContext ctx, Throwable cause) {
    if (!ended) {
      ended = true;
      accept.listener().failed(cause);
    }
    var _ = ctx.close();
  }
}
