package io.naru.proxy.h1;

import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.HeadEdits;
import io.naru.proxy.head.KnownField;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;

/** Writes body parts of a message, with chunk framing of our own where the message is chunked. */
final class ChunkWriter {
  private static final ByteBuf CRLF = constant("\r\n");
  private static final ByteBuf LAST = constant("0\r\n\r\n");
  private static final ByteBuf CRLF_LAST = constant("\r\n0\r\n\r\n");

  /** Names that trailers never carry (RFC 9110 section 6.5.1). */
  private static final long NOT_IN_TRAILERS =
      KnownField.HOP_BY_HOP
          | KnownField.bits(
              KnownField.HOST, KnownField.CONTENT_LENGTH, KnownField.COOKIE, KnownField.EXPECT);

  private ChunkWriter() {}

  private static ByteBuf constant(String text) {
    return Unpooled.unreleasableBuffer(
        Unpooled.directBuffer(8).writeBytes(Ascii.bytes(text)).asReadOnly());
  }

  /** Takes the buffer over. An empty part that is no end writes nothing. */
  static void part(ChannelHandlerContext ctx, ByteBuf data, boolean end, boolean chunked) {
    int size = data.readableBytes();
    if (size == 0) {
      data.release();
      if (end && chunked) {
        ctx.write(LAST.duplicate(), ctx.voidPromise());
      }
      return;
    }
    if (chunked) {
      ctx.write(sizeLine(ctx.alloc(), size), ctx.voidPromise());
    }
    ctx.write(data, ctx.voidPromise());
    if (chunked) {
      ctx.write((end ? CRLF_LAST : CRLF).duplicate(), ctx.voidPromise());
    }
  }

  private static ByteBuf sizeLine(ByteBufAllocator alloc, int size) {
    ByteBuf line = alloc.directBuffer(10);
    ByteBufUtil.writeAscii(line, Integer.toHexString(size));
    return line.writeByte('\r').writeByte('\n');
  }

  /** The last chunk with its trailers. */
  static void trailers(ChannelHandlerContext ctx, Fields trailers) {
    ByteBuf out = ctx.alloc().directBuffer(trailers.length() + 8);
    ByteBufUtil.writeAscii(out, "0\r\n");
    HeadEdits none = new HeadEdits();
    for (int i = 0; i < trailers.count(); i++) {
      if (!none.drops(trailers, i, NOT_IN_TRAILERS)) {
        int from = trailers.nameStart(i);
        out.writeBytes(trailers.bytes(), from, trailers.valueEnd(i) - from);
        out.writeByte('\r').writeByte('\n');
      }
    }
    ctx.write(out.writeByte('\r').writeByte('\n'), ctx.voidPromise());
  }
}
