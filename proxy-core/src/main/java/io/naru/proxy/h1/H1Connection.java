package io.naru.proxy.h1;

import io.naru.proxy.exchange.ResponseSink;
import io.naru.proxy.exchange.UpstreamConnection;
import io.naru.proxy.exchange.UpstreamStream;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.loop.FlushBatch;
import io.naru.proxy.loop.Loop;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import org.jspecify.annotations.Nullable;

/**
 * A connection to an endpoint that speaks HTTP/1.1. It goes back to its pool only when a request
 * was sent whole and its response read whole (catalogue C7); bytes that nobody asked for close it
 * (C8). Runs on its channel's loop.
 */
public final class H1Connection extends ChannelInboundHandlerAdapter implements UpstreamConnection {
  private final Loop loop;
  private final Owner owner;
  private final FlushBatch.Flushable flushable =
      new FlushBatch.Flushable() {
        @Override
        protected void flushMarked() {
          context().flush();
        }
      };
  private @Nullable ChannelHandlerContext ctx;
  private @Nullable H1Stream current;
  private ByteBuf pending = Unpooled.EMPTY_BUFFER;
  private boolean reading;
  private boolean closing;
  private int streams;

  public H1Connection(Loop loop, Owner owner) {
    this.loop = loop;
    this.owner = owner;
  }

  ChannelHandlerContext context() {
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
    pending.release();
    pending = Unpooled.EMPTY_BUFFER;
  }

  @Override
  public int capacity() {
    return current == null && !closing && context().channel().isActive() ? 1 : 0;
  }

  @Override
  public boolean isIdle() {
    return current == null;
  }

  @Override
  public boolean isReused() {
    return streams > 1;
  }

  @Override
  public UpstreamStream open(ResponseSink sink) {
    if (capacity() == 0) {
      throw new IllegalStateException("an HTTP/1.1 connection carries one request at a time");
    }
    streams++;
    H1Stream stream = new H1Stream(this, sink);
    current = stream;
    return stream;
  }

  @Override
  public void drain() {
    closing = true;
    if (current == null) {
      context().close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = (ByteBuf) message;
    if (current == null) {
      in.release();
      close();
      return;
    }
    pending = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(context.alloc(), pending, in);
    reading = true;
    try {
      current.read(pending);
    } finally {
      reading = false;
    }
    settle();
  }

  /** Left-over bytes belong to no response. */
  private void settle() {
    if (pending.isReadable() && current == null) {
      pending.skipBytes(pending.readableBytes());
      close();
    }
    if (!pending.isReadable()) {
      pending.release();
      pending = Unpooled.EMPTY_BUFFER;
    }
  }

  /**
   * The stream has nothing more to do.
   *
   * @param reusable whether both messages are complete and nothing asks for the connection's end
   */
  void ended(boolean reusable) {
    current = null;
    if (!reusable || closing || reading && pending.isReadable()) {
      close();
      return;
    }
    resume();
    owner.available(this);
  }

  private void close() {
    closing = true;
    context().close();
  }

  void flush() {
    loop.flushes().mark(flushable);
  }

  void pause() {
    context().channel().config().setAutoRead(false);
  }

  void resume() {
    if (!context().channel().config().isAutoRead()) {
      context().channel().config().setAutoRead(true);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (context.channel().isWritable() && current != null) {
      current.writable();
    }
    context.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    closing = true;
    H1Stream stream = current;
    current = null;
    if (stream != null) {
      stream.closed();
    }
    owner.closed(this);
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    H1Stream stream = current;
    current = null;
    if (stream != null) {
      stream.fail(Fault.Upstream.RESET);
    }
    close();
  }
}
