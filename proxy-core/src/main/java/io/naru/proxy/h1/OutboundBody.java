package io.naru.proxy.h1;

import io.naru.proxy.buffer.SmallParts;
import io.naru.proxy.channel.Unsent;
import io.naru.proxy.h1.HeadWriter.Framing;
import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.TrailerFields;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;

/**
 * Writes the body of one message in the framing that its head announced: with chunks of our own, or
 * with exactly the bytes that content-length promised, whatever the other side's protocol let pass
 * (catalogue C6, D7). While the other side takes nothing, small parts are gathered: one of them is
 * under way, and when it was taken, or failed, what was gathered behind it follows, or goes.
 */
final class OutboundBody {
  private static final ByteBuf CRLF = constant("\r\n");
  private static final ByteBuf LAST = constant("0\r\n\r\n");
  private static final ByteBuf CRLF_LAST = constant("\r\n0\r\n\r\n");

  private final Outlet out;
  private final ChannelHandlerContext ctx;
  private final Framing framing;
  private ByteBuf gathered = Unpooled.EMPTY_BUFFER;
  private boolean waiting;
  private long left;

  /**
   * @param framing {@link Framing#NONE} throws the body away, as of an answer to HEAD
   * @param length for {@link Framing#LENGTH}
   */
  OutboundBody(Outlet out, Framing framing, long length) {
    this.out = out;
    this.ctx = out.ctx();
    this.framing = framing;
    this.left = length;
  }

  private static ByteBuf constant(String text) {
    return Unpooled.unreleasableBuffer(
        Unpooled.directBuffer(8).writeBytes(Ascii.bytes(text)).asReadOnly());
  }

  /**
   * Takes the buffer over. An empty part that is no end writes nothing.
   *
   * @return false if the head's promise cannot be kept: the connection is of no use any more
   */
  boolean part(ByteBuf data, boolean end) {
    switch (framing) {
      case NONE -> data.release();
      case LENGTH -> {
        left -= data.readableBytes();
        if (left < 0 || end && left > 0) {
          data.release();
          return false;
        }
        pass(data, end);
      }
      case CHUNKED, CLOSE -> pass(data, end);
    }
    return true;
  }

  /** How many bytes were taken over and not written yet. */
  int gathered() {
    return gathered.readableBytes();
  }

  private void pass(ByteBuf data, boolean end) {
    if (!end && (waiting || Unsent.isStalled(ctx.channel())) && SmallParts.isSmall(data)) {
      hold(data);
    } else {
      letGo();
      write(data, end, ctx.voidPromise());
    }
  }

  /** What is gathered always has a part before it whose fate it follows. */
  private void hold(ByteBuf data) {
    if (!waiting) {
      waiting = true;
      write(
          SmallParts.gather(ctx.alloc(), data), false, ctx.newPromise().addListener(this::settled));
    } else if (gathered.isReadable() && SmallParts.fits(gathered, data)) {
      SmallParts.append(gathered, data);
    } else {
      letGo();
      gathered = SmallParts.gather(ctx.alloc(), data);
    }
  }

  private void settled(Future<?> written) {
    waiting = false;
    if (written.isSuccess()) {
      letGo();
    } else {
      take().release();
    }
  }

  private void letGo() {
    if (gathered.isReadable()) {
      write(take(), false, ctx.voidPromise());
    }
  }

  private ByteBuf take() {
    ByteBuf taken = gathered;
    gathered = Unpooled.EMPTY_BUFFER;
    return taken;
  }

  /**
   * Ends a response's body with trailers, which only chunks can carry.
   *
   * @return as {@link #part}
   */
  boolean trailers(Fields trailers) {
    if (framing != Framing.CHUNKED || trailers.count() == 0) {
      return part(Unpooled.EMPTY_BUFFER, true);
    }
    letGo();
    ByteBuf last = ctx.alloc().directBuffer(trailers.length() + 8);
    ByteBufUtil.writeAscii(last, "0\r\n");
    for (int i = 0; i < trailers.count(); i++) {
      if (TrailerFields.passesDown(trailers, i)) {
        int from = trailers.nameStart(i);
        last.writeBytes(trailers.bytes(), from, trailers.valueEnd(i) - from);
        last.writeByte('\r').writeByte('\n');
      }
    }
    last.writeByte('\r').writeByte('\n');
    out.writes(last.readableBytes());
    ctx.write(last, ctx.voidPromise());
    return true;
  }

  /** An empty chunk would end the body. */
  private void write(ByteBuf data, boolean end, ChannelPromise promise) {
    boolean chunked = framing == Framing.CHUNKED;
    out.writes(data.readableBytes());
    if (data.isReadable()) {
      if (chunked) {
        ctx.write(sizeLine(ctx.alloc(), data.readableBytes()), ctx.voidPromise());
      }
      ctx.write(data, promise);
      if (chunked) {
        ctx.write((end ? CRLF_LAST : CRLF).duplicate(), ctx.voidPromise());
      }
      return;
    }
    data.release();
    if (chunked && end) {
      ctx.write(LAST.duplicate(), ctx.voidPromise());
    }
  }

  private static ByteBuf sizeLine(ByteBufAllocator alloc, int size) {
    ByteBuf line = alloc.directBuffer(10);
    ByteBufUtil.writeAscii(line, Integer.toHexString(size));
    return line.writeByte('\r').writeByte('\n');
  }
}
