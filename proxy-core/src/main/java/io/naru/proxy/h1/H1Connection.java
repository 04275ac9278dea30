package io.naru.proxy.h1;

import io.naru.proxy.buffer.BufferShare;
import io.naru.proxy.exchange.ResponseSink;
import io.naru.proxy.exchange.UpstreamConnection;
import io.naru.proxy.exchange.UpstreamStream;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Head;
import io.naru.proxy.loop.FlushBatch;
import io.naru.proxy.loop.Loop;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/**
 * A connection to an endpoint that speaks HTTP/1.1. It goes back to its pool only when a request
 * was sent whole and its response read whole (catalogue C7); bytes that nobody asked for close it
 * (C8). Runs on its channel's loop.
 */
public final class H1Connection extends ChannelInboundHandlerAdapter
    implements UpstreamConnection, Outlet {
  private static final int MAX_HEAD = 32 * 1024;

  private final Loop loop;
  private final Owner owner;
  private final HeadScan scan = new HeadScan(Strictness.ENDPOINT, MAX_HEAD, MAX_HEAD);
  private final Head head = new Head();
  private final Inbox inbox = new Inbox();
  private final FlushBatch.Flushable flushable =
      new FlushBatch.Flushable() {
        @Override
        protected void flushMarked() {
          flushed = true;
          ctx().flush();
          if (current != null) {
            current.flushed();
          }
        }
      };
  private @Nullable ChannelHandlerContext ctx;
  private @Nullable H1Stream current;
  private boolean flushed;
  private boolean reading;
  private boolean closing;
  private int streams;

  public H1Connection(Loop loop, Owner owner) {
    this.loop = loop;
    this.owner = owner;
  }

  @Override
  public ChannelHandlerContext ctx() {
    if (ctx == null) {
      throw new IllegalStateException("not in a pipeline");
    }
    return ctx;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    inbox.clear();
  }

  @Override
  public int capacity() {
    return current == null && !closing && ctx().channel().isActive() ? 1 : 0;
  }

  @Override
  public boolean isIdle() {
    return current == null;
  }

  @Override
  public boolean mayHaveDiedOfAge() {
    return streams > 1;
  }

  @Override
  public UpstreamStream open(ResponseSink sink) {
    if (capacity() == 0) {
      throw new IllegalStateException("an HTTP/1.1 connection carries one request at a time");
    }
    streams++;
    flushed = false;
    H1Stream stream = new H1Stream(this, scan, head, sink);
    current = stream;
    return stream;
  }

  @Override
  public void drain() {
    closing = true;
    if (current == null) {
      ctx().close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = (ByteBuf) message;
    if (current == null || !flushed) {
      in.release();
      unsolicited();
      return;
    }
    inbox.add(context.alloc(), in);
    reading = true;
    try {
      current.read(inbox.bytes());
    } finally {
      reading = false;
    }
    if (current == null && !inbox.isEmpty()) {
      close();
    }
    inbox.trim();
  }

  /** Nothing was asked for yet: what it answers is not the request that may be under way. */
  private void unsolicited() {
    fail(Fault.Upstream.RESET);
    close();
  }

  /**
   * Nothing more comes.
   *
   * @param said whether the endpoint has said so
   */
  private void endOfInput(boolean said) {
    if (said && current != null) {
      current.finished();
    }
    fail(Fault.Upstream.RESET);
    close();
  }

  private void fail(Fault.Upstream fault) {
    closing = true;
    if (current != null) {
      current.fail(fault);
    }
  }

  /**
   * The stream has nothing more to do.
   *
   * @param reusable whether both messages are complete and nothing asks for the connection's end
   */
  void ended(boolean reusable) {
    current = null;
    if (!reusable || closing || reading && !inbox.isEmpty()) {
      close();
      return;
    }
    resume();
    owner.available(this);
  }

  private void close() {
    closing = true;
    ctx().close();
  }

  BufferShare buffers() {
    return loop.buffers();
  }

  @Override
  public void writes(int bytes) {
    loop.buffers().bound(ctx().channel().config());
    loop.flushes().mark(flushable);
  }

  /** Runs it when the socket has taken all that was written so far. */
  void mark(Runnable taken) {
    ctx()
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(done -> {
          if (done.isSuccess()) {
            taken.run();
          }
        });
  }

  void pause() {
    ctx().channel().config().setAutoRead(false);
  }

  void resume() {
    if (!ctx().channel().config().isAutoRead()) {
      ctx().channel().config().setAutoRead(true);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (context.channel().isWritable() && current != null) {
      current.settle();
    }
    context.fireChannelWritabilityChanged();
  }

  /** TLS says the end of what it carries. */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslCloseCompletionEvent close && close.isSuccess()) {
      endOfInput(true);
    }
    context.fireUserEventTriggered(event);
  }

  /** Without TLS a FIN is the endpoint's word; under it, it may be anybody's (RFC 8446 6.1). */
  @Override
  public void channelInactive(ChannelHandlerContext context) {
    endOfInput(context.pipeline().get(SslHandler.class) == null);
    owner.closed(this);
    context.fireChannelInactive();
  }

  /** A broken connection ends; a bug of ours ends its connection alone, and is reported. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(Fault.Upstream.RESET);
    if (!Breakage.isOfConnection(cause)) {
      context.fireExceptionCaught(cause);
    }
    close();
  }
}
