package io.naru.proxy.h2;

import static io.netty.handler.codec.http2.Http2Error.ENHANCE_YOUR_CALM;
import static io.netty.handler.codec.http2.Http2Error.INTERNAL_ERROR;
import static io.netty.handler.codec.http2.Http2Error.NO_ERROR;
import static io.netty.handler.codec.http2.Http2Error.SETTINGS_TIMEOUT;
import static io.netty.handler.codec.http2.Http2Exception.connectionError;
import static io.netty.handler.codec.http2.Http2Exception.streamError;

import io.naru.proxy.buffer.BufferShare;
import io.naru.proxy.buffer.Pressure;
import io.naru.proxy.buffer.SmallParts;
import io.naru.proxy.loop.Deadlines.Deadline;
import io.naru.proxy.loop.FlushBatch;
import io.naru.proxy.loop.Loop;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What both roles of a connection share: Netty's handler, flushed once per loop iteration; the
 * pacing of bodies that go out; the timeouts that belong to the connection and not to a stream.
 */
abstract class FrameLayer extends Http2ConnectionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(FrameLayer.class);

  /** For the goodbye to a peer that broke the protocol, or to an endpoint. */
  private static final Duration BRIEF = Duration.ofSeconds(5);

  private final Codec codec;
  private final H2Limits limits;
  private final FrameOutput output;
  private final FlushBatch flushes;
  private final BufferShare buffers;
  private final FlushBatch.Flushable flushable = new LayerFlush();
  private final Deadline handshake;
  private final HeadTime headTime;
  private final Farewell farewell;
  private final Handovers handovers = new Handovers();
  private @Nullable ChannelHandlerContext context;
  private boolean begun;

  FrameLayer(Codec codec, H2Limits limits, Loop loop) {
    super(codec.decoder(), codec.encoder(), codec.settings(), true, false);
    this.codec = codec;
    this.limits = limits;
    this.flushes = loop.flushes();
    this.buffers = loop.buffers();
    this.output =
        new FrameOutput(codec.encoder(), codec.hpack(), codec.walk(), codec.budget(), this);
    this.handshake = loop.deadlines().create(this::handshakeExpired);
    this.headTime =
        new HeadTime(
            codec.reader().unfinished(),
            limits.headTime(),
            loop.deadlines().create(this::headExpired));
    this.farewell =
        new Farewell(loop.deadlines(), connection().isServer() ? limits.sendPause() : BRIEF);
    gracefulShutdownTimeoutMillis(BRIEF.toMillis());
    connection().addListener(new StreamEnds());
  }

  private final class LayerFlush extends FlushBatch.Flushable {
    @Override
    protected void flushMarked() {
      if (context != null && !context.isRemoved()) {
        flush(context);
        trim(internalBuffer());
      }
    }

    /** The beginning of a frame holds no more than it needs once those before it went out. */
    private void trim(ByteBuf rest) {
      if (rest.refCnt() == 1 && rest.isReadable() && SmallParts.isWaste(rest)) {
        rest.discardReadBytes().capacity(rest.readableBytes());
      }
    }
  }

  private final class StreamEnds extends Http2ConnectionAdapter {
    @Override
    public void onStreamHalfClosed(Http2Stream stream) {
      if (stream.state() == Http2Stream.State.HALF_CLOSED_LOCAL) {
        handedOver(stream);
      }
    }

    @Override
    public void onStreamClosed(Http2Stream stream) {
      if (!stream.isResetSent()) {
        codec.reader().ended().add(stream.id());
      }
      closed(stream);
    }
  }

  /** Our side of the stream has ended, the peer's has not. */
  abstract void handedOver(Http2Stream stream);

  /** A part of a frame of the stream's body came; the frame is not whole yet. */
  abstract void arriving(int streamId);

  /** The stream is over, in whatever way. */
  abstract void closed(Http2Stream stream);

  /** The peer did on the stream what it must not; a reset follows. */
  abstract void broken(int streamId, Http2Exception cause);

  /** A header block opened no stream; a reset follows. */
  abstract void refused(Http2Exception cause);

  /** The connection ends by an error of the peer; its streams are closed next. */
  abstract void brokenWhole(Throwable cause);

  /** The connection is closed, and all its streams were. */
  abstract void ended();

  final ChannelHandlerContext context() {
    if (context == null) {
      throw new IllegalStateException("not in a pipeline yet");
    }
    return context;
  }

  final H2Limits limits() {
    return limits;
  }

  final FrameBudget budget() {
    return codec.budget();
  }

  final boolean isOpen() {
    return context != null && context.channel().isActive();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
    context = ctx;
    super.handlerAdded(ctx);
    begin(ctx);
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) throws Exception {
    super.channelActive(ctx);
    begin(ctx);
  }

  /** Behind our settings, so that the window's growth is the second frame. */
  private void begin(ChannelHandlerContext ctx) throws Http2Exception {
    if (begun || !ctx.channel().isActive()) {
      return;
    }
    begun = true;
    int more = limits.connectionWindow() - Http2CodecUtil.DEFAULT_WINDOW_SIZE;
    decoder().flowController().incrementWindowSize(connection().connectionStream(), more);
    handshake.arm(limits.handshake().toMillis());
    mark();
  }

  /** The peer acknowledged our settings, which ends the handshake. */
  final void acknowledged() {
    handshake.disarm();
  }

  /** Has what was written flushed at the end of the iteration. */
  final void mark() {
    flushes.mark(flushable);
  }

  final void writeHead(Http2Stream stream, OutgoingFields fields, boolean end) {
    output.headers(context(), stream, fields, end);
    mark();
  }

  final void writeBody(PacedStream stream, ByteBuf data, boolean end) {
    buffers.bound(context().channel().config());
    output.data(stream, data, end);
    mark();
  }

  /** Has the stream tell its producer behind the flush. */
  final void moved(PacedStream stream) {
    handovers.add(stream);
  }

  final void reset(Http2Stream stream, Http2Error error) {
    var _ = encoder().writeRstStream(context(), stream.id(), error.code(), context().newPromise());
    mark();
  }

  @Override
  public ChannelFuture resetStream(
      ChannelHandlerContext ctx, int id, long error, ChannelPromise promise) {
    codec.reader().gone().add(id);
    return super.resetStream(ctx, id, error, promise);
  }

  /** Gives so many bytes of a stream's body back to the peer. */
  final void consume(Http2Stream stream, int bytes) {
    int most = Math.min(bytes, decoder().flowController().unconsumedBytes(stream));
    try {
      if (most > 0 && decoder().flowController().consumeBytes(stream, most)) {
        mark();
      }
    } catch (Http2Exception e) {
      onError(context(), false, e);
    }
  }

  /**
   * Announces the highest stream that is served, which is never raised again. The connection goes
   * on; Netty's own way closes it behind any error.
   */
  final void goAway(int lastStream, Http2Error error) {
    try {
      if (connection().goAwaySent(lastStream, error.code(), Unpooled.EMPTY_BUFFER)) {
        var _ =
            frameWriter()
                .writeGoAway(
                    context(),
                    lastStream,
                    error.code(),
                    Unpooled.EMPTY_BUFFER,
                    context().newPromise());
        mark();
      }
    } catch (Http2Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Says goodbye where that was not done, and closes when the last byte went out; a client whose
   * streams all ended can read it to its end.
   */
  final void closeNow(Http2Error error) {
    if (!isOpen() || farewell.isBegun()) {
      return;
    }
    if (!connection().goAwaySent() || error != NO_ERROR) {
      goAway(connection().remote().lastStreamCreated(), error);
    }
    codec.reader().stop();
    flush(context());
    farewell.begin(context(), connection().isServer() && connection().numActiveStreams() == 0);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object bytes) throws Exception {
    if (!farewell.discards(bytes)) {
      super.channelRead(ctx, bytes);
    }
  }

  /** Netty flushes here; a mark does it once for all that the read brought. */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    discardSomeReadBytes();
    ctx.fireChannelReadComplete();
    headTime.afterRead();
    if (codec.reader().unfinished().body() > 0) {
      arriving(codec.reader().unfinished().body());
    }
    if (buffers.pressure() == Pressure.EXCESS && codec.reader().unfinished().isBlock()) {
      closeNow(ENHANCE_YOUR_CALM);
    }
    mark();
  }

  @Override
  public void flush(ChannelHandlerContext ctx) {
    super.flush(ctx);
    handovers.tell(this::broken);
  }

  private void broken(PacedStream stream, RuntimeException defect) {
    onError(context(), true, isolated(stream.stream().id(), defect));
  }

  /** A defect of ours costs the stream that met it, not the connection. */
  final Http2Exception isolated(int id, RuntimeException defect) {
    LOG.error("a defect, isolated to one HTTP/2 stream", defect);
    return streamError(id, INTERNAL_ERROR, defect, "a defect of the proxy");
  }

  @Override
  protected void onStreamError(
      ChannelHandlerContext ctx,
      boolean outbound,
      Throwable cause,
      Http2Exception.StreamException error) {
    Http2Stream stream = connection().stream(error.streamId());
    if (outbound && (stream == null || stream.state() == Http2Stream.State.CLOSED)) {
      return;
    }
    if (stream != null) {
      broken(error.streamId(), error);
    } else {
      refused(error);
    }
    if (stream == null && !codec.budget().refused()) {
      Http2Exception calm = connectionError(ENHANCE_YOUR_CALM, "too many streams that are refused");
      onConnectionError(ctx, false, calm, calm);
      return;
    }
    var _ = encoder().writeRstStream(ctx, error.streamId(), error.error().code(), ctx.newPromise());
  }

  @Override
  protected void onConnectionError(
      ChannelHandlerContext ctx,
      boolean outbound,
      Throwable cause,
      @Nullable Http2Exception error) {
    brokenWhole(cause);
    ctx.flush(); // behind a GOAWAY that waits no second one may be written
    super.onConnectionError(ctx, outbound, cause, error);
  }

  /** A connection that breaks, or a write that fails on it, ends it; there is nobody to tell. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
    if (Http2CodecUtil.getEmbeddedHttp2Exception(cause) != null) {
      super.exceptionCaught(ctx, cause);
    } else {
      var _ = ctx.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    super.channelInactive(ctx);
    handshake.disarm();
    headTime.over();
    farewell.over();
    ended();
  }

  private void handshakeExpired() {
    closeNow(SETTINGS_TIMEOUT);
  }

  private void headExpired() {
    closeNow(NO_ERROR);
  }
}
