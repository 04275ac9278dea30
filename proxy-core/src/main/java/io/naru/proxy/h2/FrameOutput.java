package io.naru.proxy.h2;

import io.naru.proxy.buffer.SmallParts;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.handler.codec.http2.Http2LifecycleManager;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * Writes HEADERS and DATA. Netty's encoder makes several promises and listeners of each frame; here
 * a frame is bytes and nothing else, a stream ends when its last frame was handed to the channel,
 * and a write that fails closes the connection. Windows and states of streams stay Netty's.
 */
final class FrameOutput {
  private static final int HEADER = Http2CodecUtil.FRAME_HEADER_LENGTH;
  private static final int BLOCK = 256;
  private static final int COPIED = 1024;

  private final Http2ConnectionEncoder encoder;
  private final DefaultHttp2HeadersEncoder hpack;
  private final Walk walk;
  private final FrameBudget budget;
  private final Http2LifecycleManager streams;

  /** The block that is being encoded, for the encoder to ask whether a field may be kept. */
  static final class Walk {
    private OutgoingFields fields = new OutgoingFields();

    DefaultHttp2HeadersEncoder encoder() {
      return new DefaultHttp2HeadersEncoder((name, value) -> fields.isPassing(), true);
    }
  }

  FrameOutput(
      Http2ConnectionEncoder encoder,
      DefaultHttp2HeadersEncoder hpack,
      Walk walk,
      FrameBudget budget,
      Http2LifecycleManager streams) {
    this.encoder = encoder;
    this.hpack = hpack;
    this.walk = walk;
    this.budget = budget;
    this.streams = streams;
  }

  private Http2RemoteFlowController flow() {
    return encoder.flowController();
  }

  /**
   * Writes a header block; one that ends the stream waits behind the stream's queued DATA, so it
   * has to own its bytes if there may be any.
   */
  void headers(ChannelHandlerContext ctx, Http2Stream stream, OutgoingFields fields, boolean end) {
    if (end && flow().hasFlowControlled(stream)) {
      flow().addFlowControlled(stream, new QueuedTrailers(stream, fields));
      return;
    }
    try {
      block(ctx, stream, fields, end);
    } catch (Http2Exception e) {
      streams.onError(ctx, true, e);
      return;
    }
    if (end) {
      ended(ctx, stream);
    }
  }

  /** Queues DATA; Netty's flow controller takes it as the windows and the channel allow. */
  void data(PacedStream body, ByteBuf data, boolean end) {
    flow().addFlowControlled(body.stream(), new QueuedData(body, data, end));
  }

  private void ended(ChannelHandlerContext ctx, Http2Stream stream) {
    streams.closeStreamLocal(stream, ctx.newSucceededFuture());
  }

  private int maxFrame() {
    return encoder.configuration().frameSizePolicy().maxFrameSize();
  }

  private void block(
      ChannelHandlerContext ctx, Http2Stream stream, OutgoingFields fields, boolean end)
      throws Http2Exception {
    ByteBuf out = ctx.alloc().buffer(BLOCK).writeZero(HEADER);
    try {
      walk.fields = fields;
      hpack.encodeHeaders(stream.id(), fields, out);
    } catch (Http2Exception | RuntimeException e) {
      out.release();
      throw e;
    }
    stream.headersSent(false);
    budget.headersSent();
    int flags = end ? Http2Flags.END_STREAM : 0;
    if (out.readableBytes() - HEADER <= maxFrame()) {
      setHeader(out, out.readableBytes() - HEADER, Http2FrameTypes.HEADERS, flags | END, stream);
      ctx.write(out, ctx.voidPromise());
    } else {
      fragments(ctx, stream, out, flags);
    }
  }

  private static final int END = Http2Flags.END_HEADERS;

  /** A block that is too long for one frame; the caller's header is for the first fragment. */
  private void fragments(ChannelHandlerContext ctx, Http2Stream stream, ByteBuf block, int flags) {
    int most = maxFrame();
    setHeader(block, most, Http2FrameTypes.HEADERS, flags, stream);
    ctx.write(block.readRetainedSlice(HEADER + most), ctx.voidPromise());
    while (block.isReadable()) {
      int length = Math.min(most, block.readableBytes());
      int last = length == block.readableBytes() ? END : 0;
      ByteBuf header = ctx.alloc().buffer(HEADER).writeZero(HEADER);
      setHeader(header, length, Http2FrameTypes.CONTINUATION, last, stream);
      ctx.write(header, ctx.voidPromise());
      ctx.write(block.readRetainedSlice(length), ctx.voidPromise());
    }
    block.release();
  }

  private static void setHeader(ByteBuf out, int length, byte type, int flags, Http2Stream stream) {
    out.setMedium(0, length);
    out.setByte(3, type);
    out.setByte(4, flags);
    out.setInt(5, stream.id());
  }

  /** Has the stream reset if it ends before its time; a closed one only lets go of the bytes. */
  private void failed(ChannelHandlerContext ctx, Http2Stream stream, Throwable cause) {
    if (stream.state().localSideOpen()) {
      streams.onError(ctx, true, cause);
    }
  }

  private final class QueuedData implements Http2RemoteFlowController.FlowControlled {
    private final PacedStream body;
    private final Http2Stream stream;
    private boolean end;
    private boolean gathered;
    private ByteBuf data;

    QueuedData(PacedStream body, ByteBuf data, boolean end) {
      this.body = body;
      this.stream = body.stream();
      this.data = data;
      this.end = end;
    }

    @Override
    public int size() {
      return data.readableBytes();
    }

    @Override
    public void error(ChannelHandlerContext ctx, Throwable cause) {
      data.release();
      failed(ctx, stream, cause);
    }

    @Override
    public void write(ChannelHandlerContext ctx, int allowed) {
      int left = Math.min(allowed, data.readableBytes());
      body.written(left);
      do {
        int length = Math.min(left, maxFrame());
        left -= length;
        frame(ctx, length);
      } while (left > 0);
    }

    private void frame(ChannelHandlerContext ctx, int length) {
      budget.dataSent();
      boolean last = length == data.readableBytes();
      int flags = end && last ? Http2Flags.END_STREAM : 0;
      boolean copied = length <= COPIED;
      ByteBuf out = ctx.alloc().buffer(copied ? HEADER + length : HEADER).writeZero(HEADER);
      setHeader(out, length, Http2FrameTypes.DATA, flags, stream);
      if (copied) {
        out.writeBytes(data, length);
        ctx.write(out, ctx.voidPromise());
        if (last) {
          release();
        }
        return;
      }
      ctx.write(out, ctx.voidPromise());
      if (last) {
        ByteBuf whole = data;
        data = Unpooled.EMPTY_BUFFER;
        ctx.write(whole, ctx.voidPromise());
      } else {
        ctx.write(data.readRetainedSlice(length), ctx.voidPromise());
      }
    }

    private void release() {
      ByteBuf empty = data;
      data = Unpooled.EMPTY_BUFFER;
      empty.release();
    }

    @Override
    public void writeComplete() {
      if (end) {
        ended(flow().channelHandlerContext(), stream);
      }
    }

    /** Small parts become one, as long as nothing of it was handed to the channel in slices. */
    @Override
    public boolean merge(ChannelHandlerContext ctx, Http2RemoteFlowController.FlowControlled next) {
      if (!(next instanceof QueuedData more)
          || !isGathering()
          || !SmallParts.isSmall(more.data)
          || !SmallParts.fits(data, more.data)) {
        return false;
      }
      if (!gathered) {
        data = SmallParts.gather(ctx.alloc(), data);
        gathered = true;
      }
      SmallParts.append(data, more.data);
      end = more.end;
      return true;
    }

    private boolean isGathering() {
      return gathered ? data.refCnt() == 1 : SmallParts.isSmall(data);
    }
  }

  private final class QueuedTrailers implements Http2RemoteFlowController.FlowControlled {
    private final Http2Stream stream;
    private final OutgoingFields fields;

    QueuedTrailers(Http2Stream stream, OutgoingFields fields) {
      this.stream = stream;
      this.fields = fields;
    }

    @Override
    public int size() {
      return 0;
    }

    @Override
    public void error(ChannelHandlerContext ctx, Throwable cause) {
      failed(ctx, stream, cause);
    }

    @Override
    public void write(ChannelHandlerContext ctx, int allowed) {
      try {
        block(ctx, stream, fields, true);
      } catch (Http2Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void writeComplete() {
      ended(flow().channelHandlerContext(), stream);
    }

    @Override
    public boolean merge(ChannelHandlerContext ctx, Http2RemoteFlowController.FlowControlled next) {
      return false;
    }
  }
}
