package io.naru.proxy.h1;

import io.naru.proxy.h1.HeadWriter.Framing;
import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.TrailerFields;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;

/**
 * Writes the body of one message in the framing that its head announced: with chunks of our own, or
 * with exactly the bytes that content-length promised, whatever the other side's protocol let pass
 * (catalogue C6, D7).
 */
final class OutboundBody {
  private static final ByteBuf CRLF = constant("\r\n");
  private static final ByteBuf LAST = constant("0\r\n\r\n");
  private static final ByteBuf CRLF_LAST = constant("\r\n0\r\n\r\n");

  private final ChannelHandlerContext ctx;
  private final Framing framing;
  private long left;

  /**
   * @param framing {@link Framing#NONE} throws the body away, as of an answer to HEAD
   * @param length for {@link Framing#LENGTH}
   */
  OutboundBody(ChannelHandlerContext ctx, Framing framing, long length) {
    this.ctx = ctx;
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
        write(data);
      }
      case CHUNKED -> chunk(data, end);
      case CLOSE -> write(data);
    }
    return true;
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
    ByteBuf out = ctx.alloc().directBuffer(trailers.length() + 8);
    ByteBufUtil.writeAscii(out, "0\r\n");
    for (int i = 0; i < trailers.count(); i++) {
      if (TrailerFields.passesDown(trailers, i)) {
        int from = trailers.nameStart(i);
        out.writeBytes(trailers.bytes(), from, trailers.valueEnd(i) - from);
        out.writeByte('\r').writeByte('\n');
      }
    }
    ctx.write(out.writeByte('\r').writeByte('\n'), ctx.voidPromise());
    return true;
  }

  private void write(ByteBuf data) {
    if (data.isReadable()) {
      ctx.write(data, ctx.voidPromise());
    } else {
      data.release();
    }
  }

  /** An empty chunk would end the body. */
  private void chunk(ByteBuf data, boolean end) {
    if (data.isReadable()) {
      ctx.write(sizeLine(ctx.alloc(), data.readableBytes()), ctx.voidPromise());
      ctx.write(data, ctx.voidPromise());
      ctx.write((end ? CRLF_LAST : CRLF).duplicate(), ctx.voidPromise());
      return;
    }
    data.release();
    if (end) {
      ctx.write(LAST.duplicate(), ctx.voidPromise());
    }
  }

  private static ByteBuf sizeLine(ByteBufAllocator alloc, int size) {
    ByteBuf line = alloc.directBuffer(10);
    ByteBufUtil.writeAscii(line, Integer.toHexString(size));
    return line.writeByte('\r').writeByte('\n');
  }
}
