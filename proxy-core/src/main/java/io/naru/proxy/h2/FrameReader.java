package io.naru.proxy.h2;

import static io.netty.handler.codec.http2.Http2Error.ENHANCE_YOUR_CALM;
import static io.netty.handler.codec.http2.Http2Exception.connectionError;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2FrameTypes;
import org.jspecify.annotations.Nullable;

/**
 * Hands whole frames to Netty's reader, one at a time, after each has been paid for: Netty itself
 * neither counts most frames nor bounds the number of a block's fragments (catalogue D5).
 */
final class FrameReader implements Http2FrameReader {
  private static final int HEADER = Unfinished.HEADER;

  /** Beyond those that a block of the largest size fills. */
  private static final int SPARE_FRAGMENTS = 8;

  /** What a frame carries unless it was agreed otherwise. */
  private static final int FULL_FRAME = Http2CodecUtil.DEFAULT_MAX_FRAME_SIZE;

  private final DefaultHttp2FrameReader frames;
  private final Http2Connection connection;
  private final FrameBudget budget;
  private final StreamMemory gone = new StreamMemory();
  private final StreamMemory ended = new StreamMemory();
  private final Unfinished unfinished = new Unfinished();
  private @Nullable Http2FrameListener guarded;
  private @Nullable StreamGuard guard;
  private final long mostFragments;
  private int fragments;
  private boolean inBlock;
  private boolean stopped;

  FrameReader(HeaderBlocks blocks, Http2Connection connection, FrameBudget budget) {
    this.frames = new DefaultHttp2FrameReader(blocks);
    this.connection = connection;
    this.budget = budget;
    this.mostFragments = SPARE_FRAGMENTS + blocks.configuration().maxHeaderListSize() / FULL_FRAME;
  }

  /** Streams that we reset or refused; what is still on its way for them is swallowed. */
  StreamMemory gone() {
    return gone;
  }

  /** Streams that ended without a reset of ours. */
  StreamMemory ended() {
    return ended;
  }

  /** Nothing more is read, not even of what is there already. */
  void stop() {
    stopped = true;
  }

  /** What has begun and not ended. */
  Unfinished unfinished() {
    return unfinished;
  }

  @Override
  public void readFrame(ChannelHandlerContext ctx, ByteBuf in, Http2FrameListener listener)
      throws Http2Exception {
    try {
      while (!stopped && isWhole(in)) {
        account(in);
        if (!inBlock) {
          unfinished.end();
        }
        if (!stopped) {
          readOne(ctx, in, guard(listener));
        }
      }
    } catch (Http2Exception e) {
      stopped |= !Http2Exception.isStreamError(e);
      throw e;
    } finally {
      if (stopped) {
        in.skipBytes(in.readableBytes());
      }
      unfinished.rest(in, inBlock);
    }
  }

  /** A frame that is too long counts as whole: its header is enough to refuse it. */
  private boolean isWhole(ByteBuf in) {
    if (in.readableBytes() < HEADER) {
      return false;
    }
    int length = in.getUnsignedMedium(in.readerIndex());
    return in.readableBytes() >= HEADER + length || length > frames.maxFrameSize();
  }

  private void readOne(ChannelHandlerContext ctx, ByteBuf in, StreamGuard guard)
      throws Http2Exception {
    int end = in.writerIndex();
    int length = in.getUnsignedMedium(in.readerIndex());
    in.writerIndex(Math.min(end, in.readerIndex() + HEADER + length));
    try {
      frames.readFrame(ctx, in, guard);
    } catch (Http2Exception.HeaderListSizeException e) {
      throw tooLarge(e);
    } finally {
      in.writerIndex(end);
    }
  }

  /** A client that sends too large a head loses its connection (behaviour 11). */
  private Http2Exception tooLarge(Http2Exception.HeaderListSizeException e) {
    return connection.isServer()
        ? connectionError(ENHANCE_YOUR_CALM, e, "a header block that is too large")
        : e;
  }

  private StreamGuard guard(Http2FrameListener listener) {
    StreamGuard current = guard;
    if (current == null || !listener.equals(guarded)) {
      current = new StreamGuard(listener, connection, gone, ended, budget);
      guard = current;
      guarded = listener;
    }
    return current;
  }

  private void account(ByteBuf in) throws Http2Exception {
    int at = in.readerIndex();
    int length = in.getUnsignedMedium(at);
    byte type = in.getByte(at + 3);
    short flags = in.getUnsignedByte(at + 4);
    switch (type) {
      case Http2FrameTypes.DATA -> data(in, length, flags);
      case Http2FrameTypes.HEADERS -> {
        budget.headersRead();
        fragments = 0;
        inBlock = (flags & Http2Flags.END_HEADERS) == 0;
      }
      case Http2FrameTypes.CONTINUATION -> continuation(length, flags);
      default -> require(budget.spend(), "too many frames without use");
    }
  }

  private void data(ByteBuf in, int length, short flags) throws Http2Exception {
    if (length > padding(in, flags)) {
      budget.dataRead();
    } else if ((flags & Http2Flags.END_STREAM) == 0) {
      require(budget.spend(), "too many empty frames");
    }
  }

  private static int padding(ByteBuf in, short flags) {
    boolean padded = (flags & Http2Flags.PADDED) != 0 && in.readableBytes() > HEADER;
    return padded ? 1 + in.getUnsignedByte(in.readerIndex() + HEADER) : 0;
  }

  private void continuation(int length, short flags) throws Http2Exception {
    require(length > 0, "an empty fragment of a header block");
    require(++fragments < mostFragments, "a header block in too many fragments");
    inBlock = (flags & Http2Flags.END_HEADERS) == 0;
  }

  private static void require(boolean within, String what) throws Http2Exception {
    if (!within) {
      throw connectionError(ENHANCE_YOUR_CALM, "%s", what);
    }
  }

  @Override
  public Configuration configuration() {
    return frames.configuration();
  }

  @Override
  public void close() {
    frames.close();
  }
}
