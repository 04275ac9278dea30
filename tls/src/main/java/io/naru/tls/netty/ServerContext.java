package io.naru.tls.netty;

import io.naru.tls.select.Alpn;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.util.List;

/** By what a handshake with a client is done. Any thread; equal only to itself. */
public final class ServerContext {
  private final OwnedContext context;
  private final List<Alpn> alpn;
  private final boolean tickets;

  /** Takes the caller's reference to the context. */
  ServerContext(SslContext context, List<Alpn> alpn, boolean tickets) {
    this.context = new OwnedContext(context);
    this.alpn = List.copyOf(alpn);
    this.tickets = tickets;
  }

  /** What is negotiated, most wanted first; may be empty. */
  List<Alpn> alpn() {
    return alpn;
  }

  /** A handler for one connection; it must come into a pipeline, which then releases it. */
  public SslHandler newHandler(ByteBufAllocator allocator) {
    SslHandler handler = context.use(used -> used.newHandler(allocator));
    if (!tickets) {
      NativeEngine.refuseTickets(handler.engine());
    }
    return handler;
  }

  /**
   * Tickets are issued under the first key and accepted under all. Native calls: not for an event
   * loop.
   */
  void ticketKeys(List<OpenSslSessionTicketKey> keys) {
    context.use(used -> {
      ((OpenSslServerSessionContext) used.sessionContext())
          .setTicketKeys(keys.toArray(OpenSslSessionTicketKey[]::new));
      return keys;
    });
  }
}
