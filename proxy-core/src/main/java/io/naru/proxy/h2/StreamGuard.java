package io.naru.proxy.h2;

import static io.netty.handler.codec.http2.Http2Error.ENHANCE_YOUR_CALM;
import static io.netty.handler.codec.http2.Http2Error.PROTOCOL_ERROR;
import static io.netty.handler.codec.http2.Http2Error.STREAM_CLOSED;
import static io.netty.handler.codec.http2.Http2Exception.connectionError;
import static io.netty.handler.codec.http2.Http2Exception.streamError;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * Stands between the decoded frames and Netty's checks of a stream's state, and mends what those
 * get wrong: the error codes of RFC 9113 section 5.1, and frames that were on their way when we
 * reset or refused their stream, which must not harm the other streams. Header blocks are decoded
 * before, so HPACK stays in step whatever is swallowed here.
 */
final class StreamGuard extends Http2FrameListenerDecorator {
  private final Http2Connection connection;
  private final StreamMemory gone;
  private final StreamMemory ended;
  private final FrameBudget budget;

  /**
   * @param gone streams that we reset or refused
   * @param ended streams that ended otherwise
   * @param budget pays for header blocks that are swallowed
   */
  StreamGuard(
      Http2FrameListener checked,
      Http2Connection connection,
      StreamMemory gone,
      StreamMemory ended,
      FrameBudget budget) {
    super(checked);
    this.connection = connection;
    this.gone = gone;
    this.ended = ended;
    this.budget = budget;
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx, int id, Http2Headers headers, int padding, boolean end)
      throws Http2Exception {
    if (mayPass(id)) {
      super.onHeadersRead(ctx, id, headers, padding, end);
    }
  }

  /** The priority that comes with it is not used (RFC 9113 section 5.3.2). */
  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx,
      int id,
      Http2Headers headers,
      int dependency,
      short weight,
      boolean exclusive,
      int padding,
      boolean end)
      throws Http2Exception {
    onHeadersRead(ctx, id, headers, padding, end);
  }

  private boolean mayPass(int id) throws Http2Exception {
    Http2Stream stream = connection.stream(id);
    if (stream == null) {
      return isLate(id) ? swallow() : isNew(id);
    }
    if (stream.state() == Http2Stream.State.HALF_CLOSED_REMOTE) {
      throw streamError(id, STREAM_CLOSED, "HEADERS after the end of stream %d", id);
    }
    return true;
  }

  private boolean swallow() throws Http2Exception {
    if (!budget.refused() || !budget.spend()) {
      throw connectionError(ENHANCE_YOUR_CALM, "too many header blocks for closed streams");
    }
    return false;
  }

  private boolean isNew(int id) throws Http2Exception {
    if (!connection.isServer()) {
      throw connectionError(PROTOCOL_ERROR, "HEADERS on stream %d, which nobody opened", id);
    }
    if (!connection.streamMayHaveExisted(id)) {
      return true;
    }
    if (ended.contains(id)) {
      throw connectionError(STREAM_CLOSED, "HEADERS on the closed stream %d", id);
    }
    throw connectionError(PROTOCOL_ERROR, "HEADERS on the skipped stream %d", id);
  }

  /** A client's own streams that are gone are gone, however long ago; a server remembers some. */
  private boolean isLate(int id) {
    return gone.contains(id) || connection.local().mayHaveCreatedStream(id);
  }

  @Override
  public int onDataRead(ChannelHandlerContext ctx, int id, ByteBuf data, int padding, boolean end)
      throws Http2Exception {
    if (connection.stream(id) == null && isLate(id)) {
      giveBack(data, padding, end);
      return data.readableBytes() + padding;
    }
    return super.onDataRead(ctx, id, data, padding, end);
  }

  /** The connection's window is for all streams, so bytes that nobody reads return to it. */
  private void giveBack(ByteBuf data, int padding, boolean end) throws Http2Exception {
    connection.local().flowController().receiveFlowControlledFrame(null, data, padding, end);
  }

  @Override
  public void onRstStreamRead(ChannelHandlerContext ctx, int id, long error) throws Http2Exception {
    if (!gone.contains(id)) {
      super.onRstStreamRead(ctx, id, error);
    }
  }

  @Override
  public void onWindowUpdateRead(ChannelHandlerContext ctx, int id, int increment)
      throws Http2Exception {
    if (id == 0 || connection.stream(id) != null || !isLate(id)) {
      super.onWindowUpdateRead(ctx, id, increment);
    }
  }

  @Override
  public void onPriorityRead(
      ChannelHandlerContext ctx, int id, int dependency, short weight, boolean exclusive) {}

  @Override
  public void onPushPromiseRead(
      ChannelHandlerContext ctx, int id, int promisedId, Http2Headers headers, int padding)
      throws Http2Exception {
    throw connectionError(PROTOCOL_ERROR, "PUSH_PROMISE, which nobody asked for");
  }

  @Override
  public void onUnknownFrame(
      ChannelHandlerContext ctx, byte type, int id, Http2Flags flags, ByteBuf payload) {}
}
