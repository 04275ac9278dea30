package io.naru.proxy.h2;

import static io.netty.handler.codec.http2.Http2Error.ENHANCE_YOUR_CALM;
import static io.netty.handler.codec.http2.Http2Error.INTERNAL_ERROR;
import static io.netty.handler.codec.http2.Http2Error.NO_ERROR;
import static io.netty.handler.codec.http2.Http2Error.PROTOCOL_ERROR;
import static io.netty.handler.codec.http2.Http2Error.REFUSED_STREAM;
import static io.netty.handler.codec.http2.Http2Exception.connectionError;
import static io.netty.handler.codec.http2.Http2Exception.streamError;

import io.naru.proxy.buffer.Pressure;
import io.naru.proxy.channel.Eviction;
import io.naru.proxy.channel.Unsent;
import io.naru.proxy.exchange.ConnectionFacts;
import io.naru.proxy.exchange.RequestAcceptor;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.loop.Deadlines.Deadline;
import io.naru.proxy.loop.IdleConnections;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The server's role: header blocks become requests, and their streams are watched over. */
final class ServerLayer extends FrameLayer {
  private static final long LAST_CALL_MILLIS = 1000;
  private static final long LAST_CALL_PING = 0x6e617275;

  /** How long what is open may take to end when its client went beyond a budget. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** Bytes of heads and acknowledgements that may wait, beside what the channel takes of bodies. */
  private static final int MOST_ANSWERS = 256 * 1024;

  /** Bytes of answers that one client may leave untaken before it is given no more. */
  private static final int MOST_HELD = 64 * 1024;

  private enum Drain {
    NONE,
    /** Begun before the first request, which is not sent away. */
    EXPECTANT,
    /** Announced: what the client sends until it has heard is still served. */
    ANNOUNCED,
    /** The last stream is fixed. */
    FINAL
  }

  private final H2Loop shared;
  private final RequestAcceptor acceptor;
  private final ConnectionFacts facts;
  private final Http2Connection.PropertyKey key;
  private final Deadline idle;
  private final Deadline patience;
  private final Deadline lastCall;
  private final Deadline grace;
  private final ResetBudget resets;
  private final IdleConnections.Idle spare =
      new IdleConnections.Idle() {
        @Override
        protected boolean evict() {
          return Eviction.of(context().channel(), ServerLayer.this::sayGoodbye);
        }
      };
  private Drain drain = Drain.NONE;
  private int requests;

  ServerLayer(H2Loop shared, RequestAcceptor acceptor, ConnectionFacts facts, H2Limits limits) {
    super(Codec.server(limits, shared.requests(), shared.nanoClock()), limits, shared.loop());
    this.shared = shared;
    this.acceptor = acceptor;
    this.facts = facts;
    this.key = connection().newKey();
    this.idle = shared.loop().deadlines().create(this::idleExpired);
    this.patience = shared.loop().deadlines().create(this::watchStreams);
    this.lastCall = shared.loop().deadlines().create(this::lastCallOver);
    this.grace = shared.loop().deadlines().create(() -> closeNow(ENHANCE_YOUR_CALM));
    this.resets = new ResetBudget(limits.resets(), shared.nanoClock());
    budget().whenExceeded(this::calm);
    decoder().frameListener(new Frames());
  }

  private final class Frames extends Http2FrameAdapter {
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
      try {
        if (headers instanceof TrailerBlock trailers) {
          existing(id).trailers(trailers);
        } else {
          begin(id, (RequestBlock) headers, end);
        }
      } catch (RuntimeException e) {
        throw isolated(id, e);
      }
    }

    @Override
    public int onDataRead(ChannelHandlerContext ctx, int id, ByteBuf data, int padding, boolean end)
        throws Http2Exception {
      try {
        return existing(id).body(data, padding, end);
      } catch (RuntimeException e) {
        throw isolated(id, e);
      }
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext ctx, int id, long error) {
      ServerStream stream = find(id);
      if (stream != null) {
        count(stream);
        stream.lost(Fault.Client.GONE);
      }
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext ctx, int id, int increment)
        throws Http2Exception {
      if (id != 0) {
        ServerStream stream = find(id);
        if (stream != null) {
          stream.times().sent();
        }
      } else {
        connection().forEachActiveStream(ServerLayer.this::connectionMoved);
      }
    }

    @Override
    public void onSettingsAckRead(ChannelHandlerContext ctx) {
      acknowledged();
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext ctx, long data) {
      if (data == LAST_CALL_PING) {
        fixLastStream();
      }
    }
  }

  H2Loop shared() {
    return shared;
  }

  ConnectionFacts facts() {
    return facts;
  }

  private @Nullable ServerStream find(int id) {
    Http2Stream stream = connection().stream(id);
    return stream == null ? null : stream.getProperty(key);
  }

  private ServerStream existing(int id) throws Http2Exception {
    ServerStream stream = find(id);
    if (stream == null) {
      throw streamError(id, PROTOCOL_ERROR, "no request on stream %d", id);
    }
    return stream;
  }

  private void begin(int id, RequestBlock block, boolean end) throws Http2Exception {
    resets.begun();
    if (block.isTooLarge()) {
      throw connectionError(ENHANCE_YOUR_CALM, "a field that is too large");
    }
    Optional<Fault> refusal = block.finish(end);
    if (!block.problem().isEmpty()) {
      throw malformed(id, block);
    }
    ServerStream stream = new ServerStream(this, connection().stream(id), end);
    stream.stream().setProperty(key, stream);
    shared.loop().idle().remove(spare);
    if (!patience.isArmed()) {
      patience.arm(patienceMillis());
    }
    if (refusal.isPresent()) {
      stream.refuse(acceptor.refuse(refusal.get(), block.head().isGrpc(), facts), block.head());
    } else if (isOverdrawn()) {
      Fault fault = Fault.Overload.BUFFERS;
      stream.refuse(acceptor.refuse(fault, block.head().isGrpc(), facts), block.head());
    } else {
      stream.begin(block.take(), acceptor);
    }
    if (++requests == limits().requests() || drain == Drain.EXPECTANT) {
      announce();
    }
  }

  /** Under pressure a client that does not take its answers makes no more of them. */
  private boolean isOverdrawn() throws Http2Exception {
    if (shared.loop().buffers().pressure().compareTo(Pressure.HIGH) < 0) {
      return false;
    }
    AtomicLong held = new AtomicLong();
    connection()
        .forEachActiveStream(stream -> {
          ServerStream open = stream.getProperty(key);
          held.addAndGet(open == null ? 0 : open.held());
          return true;
        });
    return held.get() > MOST_HELD;
  }

  /** The acceptor hears of it for log and metrics; what the client gets is the reset. */
  private Http2Exception malformed(int id, RequestBlock block) {
    var _ = acceptor.refuse(new Fault.BadRequest(block.problem()), false, facts);
    return streamError(id, PROTOCOL_ERROR, "%s", block.problem());
  }

  @Override
  void handedOver(Http2Stream stream) {
    ServerStream request = stream.getProperty(key);
    if (request != null) {
      request.handedOver();
    }
  }

  @Override
  void arriving(int streamId) {
    ServerStream stream = find(streamId);
    if (stream != null) {
      stream.times().received();
    }
  }

  @Override
  void closed(Http2Stream stream) {
    ServerStream request = stream.getProperty(key);
    if (request != null) {
      request.closed(isOpen());
    }
    if (connection().numActiveStreams() == 0) {
      rest();
      closeIfDrained();
    }
  }

  @Override
  void broken(int id, Http2Exception cause) {
    ServerStream stream = find(id);
    boolean ours = cause.error() == INTERNAL_ERROR;
    if (!ours) {
      count(stream);
    }
    if (stream != null) {
      stream.lost(
          ours
              ? new Fault.Internal("http2")
              : new Fault.BadRequest(String.valueOf(cause.getMessage())));
    }
  }

  /** Behind the GOAWAY of a drain, which an honest client may not have heard yet. */
  @Override
  void refused(Http2Exception cause) {
    if (drain == Drain.FINAL && !grace.isArmed() && cause.error() == REFUSED_STREAM) {
      var _ = acceptor.refuse(Fault.Refusal.SHUTTING_DOWN, false, facts);
    }
  }

  /**
   * A stream is reset by its client, or because of what that did.
   *
   * @param stream null if its request was malformed
   */
  private void count(@Nullable ServerStream stream) {
    if ((stream == null || stream.isWasted()) && !resets.wasted()) {
      calm();
    }
  }

  /** The client went beyond a budget: no more requests, but those that are open may end. */
  private void calm() {
    if (isOpen() && !grace.isArmed()) {
      drain = Drain.FINAL;
      lastCall.disarm();
      goAway(connection().remote().lastStreamCreated(), ENHANCE_YOUR_CALM);
      grace.arm(Math.min(GRACE.toMillis(), limits().sendPause().toMillis()));
      closeIfDrained();
    }
  }

  @Override
  void brokenWhole(Throwable cause) {}

  @Override
  void ended() {
    shared.loop().idle().remove(spare);
    idle.disarm();
    patience.disarm();
    lastCall.disarm();
    grace.disarm();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object bytes) throws Exception {
    super.channelRead(ctx, bytes);
    int most = ctx.channel().config().getWriteBufferHighWaterMark() + MOST_ANSWERS;
    if (Unsent.of(ctx.channel()) > most) {
      ctx.channel().config().setAutoRead(false);
    }
  }

  /** A client that did not take what its frames were answered with may send more of them. */
  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) throws Exception {
    if (ctx.channel().isWritable()) {
      ctx.channel().config().setAutoRead(true);
    }
    super.channelWritabilityChanged(ctx);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
    super.handlerAdded(ctx);
    rest();
  }

  /** No stream is open. */
  private void rest() {
    idle.arm(limits().idle().toMillis());
    if (isOpen()) {
      shared.loop().idle().add(spare, requests);
    }
  }

  /** So that a client knows of a request which is on its way that nobody read it. */
  private void sayGoodbye() {
    goAway(connection().remote().lastStreamCreated(), NO_ERROR);
    flush(context());
  }

  private void idleExpired() {
    if (connection().numActiveStreams() == 0) {
      closeNow(NO_ERROR);
    }
  }

  private long patienceMillis() {
    return Math.min(limits().bodyPause().toMillis(), limits().sendPause().toMillis());
  }

  private void watchStreams() {
    forEach(ServerStream::watch);
    if (connection().numActiveStreams() > 0) {
      patience.arm(Math.max(1, patienceMillis() / 4));
    }
  }

  private void forEach(Consumer<ServerStream> action) {
    try {
      connection()
          .forEachActiveStream(stream -> {
            ServerStream request = stream.getProperty(key);
            if (request != null) {
              action.accept(request);
            }
            return true;
          });
    } catch (Http2Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean connectionMoved(Http2Stream stream) {
    ServerStream request = stream.getProperty(key);
    if (request != null && encoder().flowController().windowSize(stream) > 0) {
      request.times().sent();
    }
    return true;
  }

  /** A client that has asked nothing yet may ask once. */
  void drain() {
    if (drain != Drain.NONE || !isOpen()) {
      return;
    }
    if (requests > 0) {
      announce();
    } else {
      drain = Drain.EXPECTANT;
      lastCall.arm(LAST_CALL_MILLIS);
    }
  }

  private void lastCallOver() {
    if (drain == Drain.EXPECTANT) {
      announce();
    } else {
      fixLastStream();
    }
  }

  private void announce() {
    if (drain.compareTo(Drain.ANNOUNCED) < 0 && isOpen()) {
      drain = Drain.ANNOUNCED;
      goAway(Integer.MAX_VALUE, NO_ERROR);
      encoder().writePing(context(), false, LAST_CALL_PING, context().newPromise());
      lastCall.arm(LAST_CALL_MILLIS);
    }
  }

  private void fixLastStream() {
    if (drain == Drain.ANNOUNCED && isOpen()) {
      drain = Drain.FINAL;
      lastCall.disarm();
      goAway(connection().remote().lastStreamCreated(), NO_ERROR);
      closeIfDrained();
    }
  }

  void cut() {
    if (isOpen()) {
      forEach(stream -> stream.lost(Fault.Refusal.SHUTTING_DOWN));
      flush(context());
      context().close();
    }
  }

  private void closeIfDrained() {
    if (drain == Drain.FINAL && connection().numActiveStreams() == 0) {
      closeNow(NO_ERROR);
    }
  }
}
