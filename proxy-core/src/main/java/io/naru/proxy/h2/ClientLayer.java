package io.naru.proxy.h2;

import static io.netty.handler.codec.http2.Http2Error.CANCEL;
import static io.netty.handler.codec.http2.Http2Error.NO_ERROR;
import static io.netty.handler.codec.http2.Http2Error.PROTOCOL_ERROR;
import static io.netty.handler.codec.http2.Http2Error.REFUSED_STREAM;
import static io.netty.handler.codec.http2.Http2Exception.streamError;

import io.naru.proxy.exchange.ResponseSink;
import io.naru.proxy.exchange.UpstreamConnection;
import io.naru.proxy.exchange.UpstreamStream;
import io.naru.proxy.fault.Fault;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/** The client's role: attempts become streams, within what both sides allow. */
final class ClientLayer extends FrameLayer {
  /**
   * Until the endpoint says what it allows; no server should allow less (RFC 9113 section 6.5.2).
   */
  private static final int UNTIL_SETTINGS = 100;

  private final H2Loop shared;
  private final boolean secure;
  private final UpstreamConnection.Owner owner;
  private final UpstreamConnection self;
  private final Http2Connection.PropertyKey key;
  private final ResponseBlock block;
  private final Silence silence;
  private int open;
  private int allowed;
  private int nextStream = 1;
  private int lastServed = Integer.MAX_VALUE;
  private boolean aged;
  private boolean answered;
  private boolean draining;
  private boolean brokeProtocol;

  ClientLayer(
      H2Loop shared, boolean secure, UpstreamConnection.Owner owner, UpstreamConnection self) {
    ResponseBlock block = new ResponseBlock();
    super(
        Codec.client(shared.endpoints(), block, shared.nanoClock()),
        shared.endpoints(),
        shared.loop());
    this.shared = shared;
    this.secure = secure;
    this.owner = owner;
    this.self = self;
    this.block = block;
    this.silence = new Silence(shared.nanoClock());
    this.key = connection().newKey();
    this.allowed = Math.min(UNTIL_SETTINGS, limits().streams());
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
      answered = true;
      ClientStream stream = existing(id);
      try {
        if (headers instanceof TrailerBlock trailers) {
          stream.trailers(trailers);
        } else {
          stream.head(block, end);
        }
      } catch (RuntimeException e) {
        throw isolated(id, e);
      }
    }

    @Override
    public int onDataRead(ChannelHandlerContext ctx, int id, ByteBuf data, int padding, boolean end)
        throws Http2Exception {
      answered = true;
      try {
        return existing(id).body(data, padding, end);
      } catch (RuntimeException e) {
        throw isolated(id, e);
      }
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext ctx, int id, long error) {
      answered = true;
      ClientStream stream = find(id);
      if (stream != null) {
        stream.fail(error == REFUSED_STREAM.code() ? Fault.Upstream.REFUSED : Fault.Upstream.RESET);
      }
    }

    @Override
    public void onSettingsAckRead(ChannelHandlerContext ctx) {
      acknowledged();
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) {
      allowed = Math.min(connection().local().maxActiveStreams(), limits().streams());
      announce();
    }

    @Override
    public void onGoAwayRead(
        ChannelHandlerContext ctx, int lastStream, long error, ByteBuf debugData) {
      lastServed = lastStream;
      draining = true;
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object bytes) throws Exception {
    boolean trusted = silence.heard();
    super.channelRead(ctx, bytes);
    if (trusted) {
      announce();
    }
  }

  H2Loop shared() {
    return shared;
  }

  Silence silence() {
    return silence;
  }

  boolean isSecure() {
    return secure;
  }

  private @Nullable ClientStream find(int id) {
    Http2Stream stream = connection().stream(id);
    return stream == null ? null : stream.getProperty(key);
  }

  private ClientStream existing(int id) throws Http2Exception {
    ClientStream stream = find(id);
    if (stream == null) {
      throw streamError(id, PROTOCOL_ERROR, "no attempt on stream %d", id);
    }
    return stream;
  }

  int capacity() {
    return isOpen() && !draining && !silence.isDoubted() ? Math.max(0, allowed - open) : 0;
  }

  int streams() {
    return open;
  }

  /** Whether it is over, and served others but said nothing since its last stream was opened. */
  boolean mayHaveDiedOfAge() {
    boolean ended = !isOpen() || lastServed != Integer.MAX_VALUE;
    return ended && aged && !answered;
  }

  UpstreamStream open(ResponseSink sink) {
    ClientStream stream = new ClientStream(this, sink);
    open++;
    aged |= answered;
    answered = false;
    return stream;
  }

  /**
   * Makes the stream of an attempt whose head is about to be written; null if the connection takes
   * none any more.
   */
  @Nullable Http2Stream create(ClientStream attempt) {
    if (!isOpen() || lastServed != Integer.MAX_VALUE || nextStream < 0) {
      return null;
    }
    try {
      Http2Stream stream = connection().local().createStream(nextStream, false);
      nextStream += 2;
      stream.setProperty(key, attempt);
      silence.asked();
      return stream;
    } catch (Http2Exception e) {
      return null;
    }
  }

  /**
   * An attempt is over, and its stream, if there was one, is closed. On a doubted connection nobody
   * is left who might hear of the endpoint.
   */
  void over() {
    open--;
    announce();
    if (open == 0 && (draining || silence.isDoubted())) {
      closeNow(NO_ERROR);
    }
  }

  private void announce() {
    if (isOpen() && (open == 0 || capacity() > 0)) {
      owner.available(self);
    }
  }

  void cancel(Http2Stream stream) {
    reset(stream, CANCEL);
  }

  void drain() {
    draining = true;
    if (open == 0) {
      closeNow(NO_ERROR);
    }
  }

  @Override
  void handedOver(Http2Stream stream) {}

  @Override
  void arriving(int streamId) {}

  @Override
  void closed(Http2Stream stream) {
    ClientStream attempt = stream.getProperty(key);
    if (attempt != null) {
      attempt.fail(stream.id() > lastServed ? Fault.Upstream.REFUSED : lossOf());
      over();
    }
  }

  private Fault.Upstream lossOf() {
    return brokeProtocol ? Fault.Upstream.MALFORMED : Fault.Upstream.RESET;
  }

  @Override
  void broken(int id, Http2Exception cause) {
    ClientStream stream = find(id);
    if (stream != null) {
      stream.fail(
          cause instanceof Http2Exception.HeaderListSizeException
              ? Fault.Upstream.HEAD_TOO_LARGE
              : Fault.Upstream.MALFORMED);
    }
  }

  @Override
  void refused(Http2Exception cause) {}

  @Override
  void brokenWhole(Throwable cause) {
    draining = true;
    brokeProtocol = Http2CodecUtil.getEmbeddedHttp2Exception(cause) != null;
  }

  @Override
  void ended() {
    draining = true;
    owner.closed(self);
  }
}
