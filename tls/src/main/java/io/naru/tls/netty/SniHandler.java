package io.naru.tls.netty;

import io.naru.tls.material.ServerName;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * The first handler of a TLS connection: reads the ClientHello whole, however it is cut, has a
 * context chosen by its name once, and makes way for TLS, or ends the handshake where no protocol
 * would be left to speak (RFC 7301 section 3.2, which BoringSSL leaves to its caller). Holds a
 * bounded number of bytes for a bounded time (catalogue F1, F2). One per connection, on its event
 * loop.
 */
public final class SniHandler extends AbstractSniHandler<ServerContext> {
  /** Catalogue F1; room for hybrid key shares. */
  static final int MAX_CLIENT_HELLO = 16 * 1024;

  /** With the headers of the records into which a client may cut it. */
  static final int MAX_BUFFERED = 2 * MAX_CLIENT_HELLO;

  /**
   * Record types of RFC 8446 section 5.1, change_cipher_spec to heartbeat; from 0x80 the header of
   * an SSLv2 hello.
   */
  private static final int FIRST_TYPE = 20;

  private static final int LAST_TYPE = 24;
  private static final int SSL_V2 = 0x80;

  /** A record of RFC 8446 section 6: fatal, no_application_protocol. */
  private static final byte[] NO_APPLICATION_PROTOCOL = {21, 3, 3, 0, 2, 2, 120};

  private final TlsAccept accept;
  private AlpnOffer offer = AlpnOffer.NONE;
  private boolean begun;
  private boolean ended;

  public SniHandler(TlsAccept accept) {
    super(MAX_CLIENT_HELLO, accept.timeout().toMillis());
    this.accept = accept;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (ended) {
      in.skipBytes(in.readableBytes());
    } else if (!begun && isPlain(in.getUnsignedByte(in.readerIndex()))) {
      ended = true;
      accept.entry().plain(ctx);
      ctx.pipeline().remove(this);
    } else if (in.readableBytes() > MAX_BUFFERED) {
      throw new TooLongFrameException("ClientHello takes more than " + MAX_BUFFERED + " bytes");
    } else {
      begun = true;
      super.decode(ctx, in, out);
    }
  }

  private static boolean isPlain(int first) {
    return first < FIRST_TYPE || (first > LAST_TYPE && first < SSL_V2);
  }

  @Override
  protected Future<ServerContext> lookup(ChannelHandlerContext ctx, @Nullable ByteBuf clientHello)
      throws Exception {
    offer = clientHello == null ? AlpnOffer.NONE : AlpnOffer.of(clientHello);
    return super.lookup(ctx, clientHello);
  }

  @Override
  protected Future<ServerContext> lookup(ChannelHandlerContext ctx, @Nullable String hostname) {
    return accept.chooser().choose(name(hostname), ctx.executor());
  }

  @Override
  protected void onLookupComplete(
      ChannelHandlerContext ctx, @Nullable String hostname, Future<ServerContext> future) {
    if (ctx.isRemoved()) {
      return; // the client left while the context was built
    }
    if (future.isSuccess() && offer.isDisjoint(future.getNow().alpn())) {
      var _ = ctx.writeAndFlush(Unpooled.wrappedBuffer(NO_APPLICATION_PROTOCOL));
      fail(ctx, new SSLHandshakeException("the client offers no protocol that is spoken here"));
    } else if (future.isSuccess()) {
      install(ctx, future.getNow(), name(hostname));
    } else {
      fail(ctx, future.cause());
    }
  }

  private void install(ChannelHandlerContext ctx, ServerContext context, String name) {
    SslHandler tls = context.newHandler(ctx.alloc());
    tls.setHandshakeTimeoutMillis(handshakeTimeoutMillis);
    boolean installed = false;
    try {
      ctx.pipeline().addAfter(ctx.name(), null, new AlpnHandler(accept, name));
      ctx.pipeline().replace(this, null, tls);
      installed = true;
    } finally {
      if (!installed) {
        ReferenceCountUtil.safeRelease(tls.engine());
      }
    }
  }

  private static String name(@Nullable String hostname) {
    return hostname == null ? "" : ServerName.normal(hostname);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    if (begun && !ended) {
      ended = true;
      accept.listener().failed(new ClosedChannelException());
    }
    super.channelInactive(ctx);
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
