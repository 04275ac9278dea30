package io.naru.controller.admission;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection's reviews, one after the other: the next request before the answer to the last
/// ends the connection.
///
/// Thread rule: the connection's event loop; reviews are made on another thread, which only sees
/// the body.
final class ReviewHandler extends SimpleChannelInboundHandler<HttpObject> {
  /// The longest body, in bytes (behaviour 33).
  static final int MAX_BODY = 9 << 20;

  static final String PATH = "/networking/v1/ingresses";

  private static final Logger LOG = LoggerFactory.getLogger(ReviewHandler.class);

  private final ReviewDesk desk;
  private final RequestClock clock;
  private final OpenConnections open;
  private final BodyBudget.Share share;
  private State state = new State.Waiting();

  /// Where a connection stands.
  private sealed interface State {

    record Waiting() implements State {}

    /// A body comes in.
    record Reading(ByteArrayOutputStream body, boolean keepAlive) implements State {}

    /// A review is being made.
    record Answering(boolean keepAlive) implements State {}

    /// It was refused; what still comes in is thrown away, so that the refusal is read.
    record Discarding() implements State {}
  }

  ReviewHandler(ReviewDesk desk, RequestClock clock, OpenConnections open) {
    this.desk = desk;
    this.clock = clock;
    this.open = open;
    this.share = desk.budget().share();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
    if (message.decoderResult().isFailure()) {
      ctx.close();
    } else if (message instanceof HttpRequest request) {
      head(ctx, request);
    }
    if (message instanceof HttpContent content) {
      content(ctx, content);
    }
  }

  private void head(ChannelHandlerContext ctx, HttpRequest request) {
    if (!(state instanceof State.Waiting)) {
      ctx.close();
      return;
    }
    open.waitsFor(ctx.channel());
    long length = HttpUtil.getContentLength(request, (long) MAX_BODY);
    Optional<Reply> refusal = refusal(request, length);
    if (refusal.isPresent()) {
      refuse(ctx, refusal.get());
    } else {
      state = new State.Reading(new ByteArrayOutputStream(), HttpUtil.isKeepAlive(request));
    }
  }

  private static Optional<Reply> refusal(HttpRequest request, long length) {
    if (!request.uri().split("\\?", 2)[0].equals(PATH)) {
      return Optional.of(Reply.sentence(404, "Only " + PATH + " is answered here."));
    }
    if (!request.method().equals(HttpMethod.POST)) {
      return Optional.of(Reply.sentence(405, "Only POST is answered here."));
    }
    return length > MAX_BODY ? Optional.of(tooLarge()) : Optional.empty();
  }

  private static Reply tooLarge() {
    return Reply.sentence(413, "The review is larger than 9 MiB.");
  }

  private void content(ChannelHandlerContext ctx, HttpContent content) {
    boolean last = content instanceof LastHttpContent;
    if (last) {
      clock.stop();
    }
    switch (state) {
      case State.Reading reading -> {
        Optional<Reply> refusal = read(reading, content.content());
        refusal.ifPresent(it -> refuse(ctx, it));
        if (last && refusal.isEmpty()) {
          review(ctx, reading);
        } else if (last) {
          ctx.close();
        }
      }
      case State.Discarding() -> {
        if (last) {
          ctx.close();
        }
      }
      case State.Waiting(), State.Answering(_) -> {}
    }
  }

  /// @return why no more of it is read
  private Optional<Reply> read(State.Reading reading, ByteBuf content) {
    int size = content.readableBytes();
    if (reading.body().size() + size > MAX_BODY) {
      return Optional.of(tooLarge());
    }
    if (!share.take(size)) {
      return Optional.of(Reply.sentence(503, "Too many large reviews at once."));
    }
    byte[] part = new byte[size];
    content.readBytes(part);
    reading.body().writeBytes(part);
    return Optional.empty();
  }

  private void review(ChannelHandlerContext ctx, State.Reading reading) {
    state = new State.Answering(reading.keepAlive());
    open.isServing(ctx.channel());
    byte[] body = reading.body().toByteArray();
    try {
      desk.reviewers().execute(() -> review(ctx, body));
    } catch (RejectedExecutionException _) {
      answer(ctx, Reply.sentence(503, "Too many reviews at once."));
    }
  }

  /// On the reviewers' thread. One that nobody waits for any more is not made.
  private void review(ChannelHandlerContext ctx, byte[] body) {
    if (ctx.channel().isActive()) {
      Reply reply = desk.answer(body);
      ctx.executor().execute(() -> answer(ctx, reply));
    } else {
      ctx.executor().execute(share::close);
    }
  }

  private void answer(ChannelHandlerContext ctx, Reply reply) {
    share.close();
    if (!(state instanceof State.Answering(boolean keepAlive))) {
      return;
    }
    state = new State.Waiting();
    open.waitsFor(ctx.channel());
    var written = ctx.writeAndFlush(response(reply, keepAlive));
    if (!keepAlive) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  private void refuse(ChannelHandlerContext ctx, Reply reply) {
    share.close();
    state = new State.Discarding();
    ctx.writeAndFlush(response(reply, false));
  }

  private static FullHttpResponse response(Reply reply, boolean keepAlive) {
    byte[] body = reply.bytes();
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(reply.status()),
            Unpooled.wrappedBuffer(body));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, reply.contentType());
    response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
    if (!keepAlive) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    return response;
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (!(state instanceof State.Answering)) {
      // the reviewer has the body of an answering one until it is done with it
      share.close();
    }
    state = new State.Discarding();
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.debug("a connection to the webhook ended: {}", cause.toString());
    ctx.close();
  }
}
