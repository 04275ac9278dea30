package io.naru.proxy.testkit.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** One stream of an {@link Http2Endpoint}: its request as it comes, and the answer to it. */
public final class Http2Reply extends ChannelInboundHandlerAdapter {
  private final Http2Endpoint.Script script;
  private final Queue<Seen> seen;
  private final Gauge streams;
  private final StringBuilder body = new StringBuilder();
  private @Nullable Channel channel;
  private @Nullable Seen request;

  Http2Reply(Http2Endpoint.Script script, Queue<Seen> seen, Gauge streams) {
    this.script = script;
    this.seen = seen;
    this.streams = streams;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    channel = ctx.channel();
    streams.up();
    ctx.channel().closeFuture().addListener(_ -> streams.down());
  }

  private Channel channel() {
    if (channel == null) {
      throw new IllegalStateException("not on a stream");
    }
    return channel;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object frame) {
    try {
      if (frame instanceof Http2HeadersFrame head) {
        headers(head.headers(), head.isEndStream());
      } else if (frame instanceof Http2DataFrame data) {
        body.append(data.content().toString(ISO_8859_1));
        if (data.isEndStream()) {
          whole(Lines.NONE);
        }
      }
    } finally {
      ReferenceCountUtil.release(frame);
    }
  }

  /** A stalled stream would not see its end otherwise. */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof Http2ResetFrame) {
      ctx.close();
    }
  }

  private void headers(Http2Headers headers, boolean end) {
    if (request != null) {
      whole(Http2Text.lines(headers));
      return;
    }
    request =
        new Seen(
            text(headers.method()),
            text(headers.path()),
            text(headers.authority()),
            Http2Text.lines(headers),
            "",
            Lines.NONE);
    script.begun(request, this);
    if (end) {
      whole(Lines.NONE);
    }
  }

  private static String text(@Nullable CharSequence value) {
    return value == null ? "" : value.toString();
  }

  private void whole(Lines trailers) {
    if (request == null) {
      throw new IllegalStateException("a body before its head");
    }
    Seen whole = request.whole(body.toString(), trailers);
    seen.add(whole);
    script.whole(whole, this);
  }

  /** A whole answer. */
  public void answer(Answer answer) {
    boolean noTrailers = answer.trailers().all().isEmpty();
    boolean noBody = answer.body().isEmpty();
    Lines fields = answer.fields();
    if (answer.length() == Answer.Length.STATED && answer.status() != 204) {
      fields = fields.and("content-length", Integer.toString(answer.body().length()));
    }
    boolean bodiless = request != null && request.method().equals("HEAD") || noBody;
    head(answer.status(), fields, bodiless && noTrailers);
    if (!bodiless) {
      data(answer.body(), noTrailers);
    }
    if (!noTrailers) {
      trailers(answer.trailers());
    }
  }

  public void head(int status, Lines fields, boolean end) {
    Http2Headers headers = Http2Text.headers(Lines.NONE).status(Integer.toString(status));
    Http2Text.addTo(headers, fields);
    channel().writeAndFlush(new DefaultHttp2HeadersFrame(headers, end));
  }

  public void data(String text, boolean end) {
    channel().writeAndFlush(Http2Text.data(text, end));
  }

  public void trailers(Lines trailers) {
    channel().writeAndFlush(new DefaultHttp2HeadersFrame(Http2Text.headers(trailers), true));
  }

  public void reset(Http2Error error) {
    channel().writeAndFlush(new DefaultHttp2ResetFrame(error));
  }

  /** Refuses every stream of the connection, and ends the connection. */
  public void goAway() {
    // Netty's frame object cannot leave out a stream that has begun
    ChannelHandlerContext codec = connection().pipeline().context(Http2FrameCodec.class);
    ((Http2FrameCodec) codec.handler())
        .encoder()
        .frameWriter()
        .writeGoAway(
            codec, 0, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, codec.newPromise());
    codec.flush();
    connection().close();
  }

  public Channel connection() {
    return channel().parent();
  }

  /** Reads no more of the request's body until {@link #resume}. */
  public void stall() {
    channel().config().setAutoRead(false);
  }

  public void resume() {
    channel().config().setAutoRead(true);
  }
}
