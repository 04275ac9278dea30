package io.naru.proxy.h2;

import static io.netty.handler.codec.http2.Http2Error.PROTOCOL_ERROR;
import static io.netty.handler.codec.http2.Http2Exception.streamError;

import io.naru.proxy.exchange.ResponseSink;
import io.naru.proxy.exchange.UpstreamStream;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.naru.proxy.head.HeadEdits;
import io.naru.proxy.head.Method;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One attempt on one stream. */
final class ClientStream extends PacedStream implements UpstreamStream {
  private static final int MOST_INFORMATIONAL = 8;

  private final ClientLayer layer;
  private final ResponseSink sink;
  private @Nullable Http2Stream stream;
  private boolean requestEnded;
  private boolean over;
  private boolean isHead;
  private boolean answered;
  private boolean isGrpc;
  private int informational;
  private long expected = Head.UNKNOWN_LENGTH;
  private long received;

  ClientStream(ClientLayer layer, ResponseSink sink) {
    super(layer);
    this.layer = layer;
    this.sink = sink;
  }

  @Override
  Http2Stream stream() {
    if (stream == null) {
      throw new IllegalStateException("the head comes first");
    }
    return stream;
  }

  @Override
  boolean isOver() {
    return over;
  }

  @Override
  void granted(int bytes) {
    sink.granted(bytes);
  }

  @Override
  public void head(Head request, HeadEdits edits, boolean end) {
    if (over) {
      return;
    }
    isHead = request.method() == Method.HEAD;
    isGrpc = request.isGrpc();
    requestEnded = end;
    stream = layer.create(this);
    if (stream == null) {
      fail(Fault.Upstream.REFUSED);
      layer.over();
      return;
    }
    OutgoingFields fields = layer.shared().writer().request(request, edits, layer.isSecure());
    layer.writeHead(stream, fields, end);
  }

  @Override
  public void data(ByteBuf data, boolean end) {
    if (over || requestEnded) {
      data.release();
      return;
    }
    requestEnded = end;
    write(data, end);
  }

  /** Only gRPC's pass (catalogue C10). */
  @Override
  public void trailers(Fields trailers) {
    if (over || requestEnded) {
      return;
    }
    OutgoingFields fields =
        isGrpc ? layer.shared().writer().trailers().request(trailers) : new OutgoingFields();
    if (fields.isEmpty()) {
      data(Unpooled.EMPTY_BUFFER, true);
    } else {
      requestEnded = true;
      layer.writeHead(stream(), fields, true);
    }
  }

  @Override
  public void grant(int bytes) {
    if (stream != null) {
      layer.consume(stream, bytes);
    }
  }

  @Override
  public void cancel() {
    if (!over) {
      layer.silence().left();
      giveUp();
    }
  }

  @Override
  public void expire(Duration timeout) {
    if (!over) {
      layer.silence().outlasts(timeout);
      giveUp();
    }
  }

  private void giveUp() {
    over = true;
    if (stream == null) {
      layer.over();
    } else {
      layer.cancel(stream);
    }
  }

  void head(ResponseBlock block, boolean end) throws Http2Exception {
    boolean bodiless = isBodiless(block.head().status());
    block.finish(end || bodiless);
    if (block.isTooLarge()) {
      fail(Fault.Upstream.HEAD_TOO_LARGE);
    }
    Head response = block.head();
    if (response.status() < 200 && (end || ++informational > MOST_INFORMATIONAL)) {
      block.reject("too many 1xx heads, or one that ends the stream");
    }
    if (!block.problem().isEmpty() || block.isTooLarge()) {
      throw malformed(block.problem());
    }
    if (over) {
      return;
    }
    if (response.status() < 200) {
      sink.informational(response);
      return;
    }
    answered = true;
    expected = bodiless ? Head.UNKNOWN_LENGTH : response.contentLength();
    checkLength(end);
    if (end || bodiless) {
      finish(end);
    }
    sink.head(response, end || bodiless);
  }

  /** Whether that head is the whole response, whatever its endpoint sends behind it. */
  private boolean isBodiless(int status) {
    return isHead && status >= 200 || status == 204 || status == 304;
  }

  int body(ByteBuf data, int padding, boolean end) throws Http2Exception {
    int bytes = data.readableBytes();
    received += bytes;
    if (!answered) {
      throw malformed("a body without a head");
    }
    checkLength(end);
    if (over) {
      return bytes + padding;
    }
    if (end) {
      finish(true);
    }
    sink.data(bytes == 0 ? Unpooled.EMPTY_BUFFER : data.retain(), end);
    return padding;
  }

  void trailers(TrailerBlock trailers) throws Http2Exception {
    if (!trailers.problem().isEmpty() || trailers.isTooLarge()) {
      throw malformed(trailers.problem());
    }
    checkLength(true);
    if (!over) {
      finish(true);
      sink.trailers(trailers.fields());
    }
  }

  private void checkLength(boolean end) throws Http2Exception {
    if (expected >= 0 && (received > expected || end && received != expected)) {
      throw malformed("a body other than its content-length");
    }
  }

  private Http2Exception malformed(String reason) {
    return streamError(stream().id(), PROTOCOL_ERROR, "%s", reason);
  }

  /**
   * The response is whole. A request that is not, or whose end still waits for the endpoint's
   * window, has lost its reader: without a reset its stream and its bytes would wait for ever.
   *
   * @param ended whether the endpoint has ended the stream too
   */
  private void finish(boolean ended) {
    over = true;
    if (!ended || stream().state().localSideOpen()) {
      layer.cancel(stream());
    }
  }

  void fail(Fault.Upstream fault) {
    if (!over) {
      over = true;
      sink.failed(fault);
    }
  }
}
