package io.naru.proxy.testkit.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A request on one stream of an {@link Http2Client}. What came is told by futures. */
public final class Http2Exchange extends ChannelInboundHandlerAdapter {
  private final CompletableFuture<Integer> status = new CompletableFuture<>();
  private final CompletableFuture<Got> whole = new CompletableFuture<>();
  private final List<Integer> informational = new CopyOnWriteArrayList<>();
  private final StringBuilder body = new StringBuilder();
  private volatile int received;
  private Lines fields = Lines.NONE;
  private @Nullable Channel channel;

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    channel = ctx.channel();
  }

  private Channel channel() {
    if (channel == null) {
      throw new IllegalStateException("not on a stream");
    }
    return channel;
  }

  /** The final status, as soon as it is there. */
  public CompletableFuture<Integer> status() {
    return status;
  }

  /** The response; fails with an {@link IOException} that names the error if the stream is cut. */
  public CompletableFuture<Got> whole() {
    return whole;
  }

  /** The bytes of the body that came so far. */
  public int received() {
    return received;
  }

  /** The 1xx heads that came so far. */
  public List<Integer> informational() {
    return informational;
  }

  void head(Http2Headers headers, boolean end) {
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

  /** Takes no more of the response until {@link #resume}. */
  public void stall() {
    channel().config().setAutoRead(false);
  }

  public void resume() {
    channel().config().setAutoRead(true);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object frame) {
    try {
      if (frame instanceof Http2HeadersFrame headers) {
        headers(headers.headers(), headers.isEndStream());
      } else if (frame instanceof Http2DataFrame data) {
        body.append(data.content().toString(ISO_8859_1));
        received = body.length();
        if (data.isEndStream()) {
          complete(Lines.NONE);
        }
      }
    } finally {
      ReferenceCountUtil.release(frame);
    }
  }

  private void headers(Http2Headers headers, boolean end) {
    if (status.isDone()) {
      complete(Http2Text.lines(headers));
      return;
    }
    int code = Integer.parseInt(String.valueOf(headers.status()));
    if (code < 200) {
      informational.add(code);
      return;
    }
    fields = Http2Text.lines(headers);
    status.complete(code);
    if (end) {
      complete(Lines.NONE);
    }
  }

  private void complete(Lines trailers) {
    whole.complete(new Got(status.join(), fields, body.toString(), trailers));
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof Http2ResetFrame reset) {
      fail("reset: " + Http2Error.valueOf(reset.errorCode()));
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    fail("the stream ended");
  }

  private void fail(String reason) {
    IOException failure = new IOException(reason);
    status.completeExceptionally(failure);
    whole.completeExceptionally(failure);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    fail(cause.toString());
  }
}
