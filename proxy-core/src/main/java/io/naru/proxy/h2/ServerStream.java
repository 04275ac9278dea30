package io.naru.proxy.h2;

import static io.netty.handler.codec.http2.Http2Error.CANCEL;
import static io.netty.handler.codec.http2.Http2Error.INTERNAL_ERROR;
import static io.netty.handler.codec.http2.Http2Error.NO_ERROR;
import static io.netty.handler.codec.http2.Http2Error.PROTOCOL_ERROR;
import static io.netty.handler.codec.http2.Http2Exception.streamError;

import io.naru.proxy.exchange.ConnectionFacts;
import io.naru.proxy.exchange.Downstream;
import io.naru.proxy.exchange.FaultResponse;
import io.naru.proxy.exchange.NoExchange;
import io.naru.proxy.exchange.Reply;
import io.naru.proxy.exchange.RequestAcceptor;
import io.naru.proxy.exchange.RequestSink;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.naru.proxy.head.HeadEdits;
import io.naru.proxy.head.KnownField;
import io.naru.proxy.head.Method;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/** One request and its response on one stream. */
final class ServerStream extends PacedStream implements Downstream {
  private static final byte[] CONTINUE = Ascii.bytes("100-continue");

  private final ServerLayer layer;
  private final Http2Stream stream;
  private final StreamTimes times;
  private RequestSink sink = NoExchange.INSTANCE;
  private @Nullable Head head;
  private boolean isHead;
  private boolean isGrpc;
  private boolean answered;
  private long expected = Head.UNKNOWN_LENGTH;
  private long received;
  private boolean requestEnded;
  private boolean responseBegun;
  private boolean responseEnded;
  private boolean discarding;
  private boolean over;
  private boolean beginning;
  private int grantedEarly;
  private @Nullable LateBody late;
  private Fault fault = Fault.Client.GONE;

  /** How the exchange ended, where that happened before it could be told. */
  private enum End {
    NOT_YET,
    COMPLETED,
    ABORTED
  }

  private End untold = End.NOT_YET;

  ServerStream(ServerLayer layer, Http2Stream stream, boolean requestEnded) {
    super(layer);
    this.layer = layer;
    this.stream = stream;
    this.requestEnded = requestEnded;
    this.times = new StreamTimes(layer.shared().nanoClock());
  }

  /** When the client last moved the stream. */
  StreamTimes times() {
    return times;
  }

  @Override
  Http2Stream stream() {
    return stream;
  }

  @Override
  boolean isOver() {
    return over;
  }

  @Override
  void granted(int bytes) {
    times.sent();
    if (beginning) {
      grantedEarly += bytes;
    } else {
      sink.granted(bytes);
    }
  }

  void begin(Head request, RequestAcceptor acceptor) {
    head = request;
    isHead = request.method() == Method.HEAD;
    isGrpc = request.isGrpc();
    expected = request.contentLength();
    if (request.fields().has(KnownField.EXPECT) && !expect(request, acceptor)) {
      return;
    }
    beginning = true;
    sink = acceptor.begin(request, requestEnded, this);
    beginning = false;
    if (grantedEarly > 0) {
      sink.granted(grantedEarly);
    }
    if (untold != End.NOT_YET) {
      tell(untold);
    }
  }

  /** Answers the expectation: the only one there is, or a refusal (catalogue C7). */
  private boolean expect(Head request, RequestAcceptor acceptor) {
    Fields fields = request.fields();
    int i = fields.indexOf(KnownField.EXPECT, 0);
    if (!Ascii.equalsIgnoreCase(
        fields.bytes(), fields.valueStart(i), fields.valueEnd(i), CONTINUE)) {
      Fault refusal = Fault.Refusal.EXPECTATION_FAILED;
      refuse(acceptor.refuse(refusal, request.isGrpc(), connection()), request);
      return false;
    }
    if (!requestEnded) {
      layer.writeHead(stream, layer.shared().writer().goOn(), false);
    }
    return true;
  }

  /** Answers a request that no exchange is made of. */
  void refuse(Reply reply, Head request) {
    isHead = request.method() == Method.HEAD;
    discarding = true;
    reply(reply);
  }

  int body(ByteBuf data, int padding, boolean end) throws Http2Exception {
    int bytes = data.readableBytes();
    received += bytes;
    requestEnded = end;
    checkLength(end);
    times.received();
    if (late != null) {
      return late.swallow(bytes + padding);
    }
    if (over || discarding) {
      return bytes + padding;
    }
    sink.data(bytes == 0 ? Unpooled.EMPTY_BUFFER : data.retain(), end);
    return padding;
  }

  private void checkLength(boolean end) throws Http2Exception {
    if (expected >= 0 && (received > expected || end && received != expected)) {
      throw streamError(stream.id(), PROTOCOL_ERROR, "a body other than its content-length");
    }
  }

  void trailers(TrailerBlock trailers) throws Http2Exception {
    requestEnded = true;
    if (!trailers.problem().isEmpty() || trailers.isTooLarge()) {
      throw streamError(stream.id(), PROTOCOL_ERROR, "trailers: %s", trailers.problem());
    }
    checkLength(true);
    if (!over && !discarding) {
      sink.trailers(trailers.fields());
    }
  }

  /** The stream ends before its time. */
  void lost(Fault why) {
    fault = why;
    end(End.ABORTED);
  }

  /** The client has the whole answer; of its own stream it may not have heard yet. */
  void handedOver() {
    end(End.COMPLETED);
    if (!requestEnded && late == null) {
      late =
          new LateBody(
              layer.shared().loop().deadlines(),
              layer.limits().bodyPause(),
              () -> layer.reset(stream, NO_ERROR));
      layer.consume(stream, Integer.MAX_VALUE);
    }
  }

  /** Whether a reset now takes back work that the client had nothing of, nor waited for. */
  boolean isWasted() {
    return !responseBegun && times.isYoung();
  }

  void closed(boolean connected) {
    if (late != null) {
      late.over();
    }
    end(responseEnded && connected ? End.COMPLETED : End.ABORTED);
  }

  private void end(End how) {
    if (over) {
      return;
    }
    over = true;
    if (beginning) {
      untold = how;
    } else {
      tell(how);
    }
  }

  private void tell(End how) {
    if (how == End.COMPLETED) {
      sink.completed();
    } else {
      sink.aborted(fault);
    }
    sink = NoExchange.INSTANCE;
    if (head != null) {
      layer.shared().heads().giveBack(head);
      head = null;
    }
  }

  /**
   * Resets the stream if its client is silent where it should send, or does not take what it got.
   */
  void watch() {
    if (over) {
      return;
    }
    boolean sending = responseEnded || isHeld();
    if (sending && times.isSendingLate(layer.limits().sendPause())) {
      expire(Fault.Client.SEND_TIMEOUT);
    } else if (owesBody()
        && layer.decoder().flowController().windowSize(stream) > 0
        && times.isReceivingLate(layer.limits().bodyPause())) {
      expire(Fault.Client.BODY_TIMEOUT);
    }
  }

  /** A client that talks with its endpoint already may be silent for as long as that is content. */
  private boolean owesBody() {
    return !requestEnded && !answered && !isGrpc;
  }

  private void expire(Fault why) {
    lost(why);
    layer.reset(stream, CANCEL);
  }

  @Override
  public ConnectionFacts connection() {
    return layer.facts();
  }

  private boolean isMute() {
    return over || responseEnded;
  }

  @Override
  public void informational(Head response) {
    if (!isMute() && response.status() != 101) {
      layer.writeHead(stream, layer.shared().writer().informational(response), false);
    }
  }

  @Override
  public void head(Head response, HeadEdits edits, boolean end) {
    if (!isMute()) {
      answered = true;
      writeHead(layer.shared().writer().response(response, edits), end);
    }
  }

  private void writeHead(OutgoingFields fields, boolean end) {
    times.sent();
    responseBegun = true;
    responseEnded = end;
    layer.writeHead(stream, fields, end);
  }

  @Override
  public void data(ByteBuf data, boolean end) {
    if (isMute()) {
      data.release();
      return;
    }
    responseEnded = end;
    write(data, end);
  }

  @Override
  public void trailers(Fields trailers) {
    if (isMute()) {
      return;
    }
    OutgoingFields fields = layer.shared().writer().trailers().response(trailers);
    if (fields.isEmpty()) {
      data(Unpooled.EMPTY_BUFFER, true);
    } else {
      writeHead(fields, true);
    }
  }

  @Override
  public void reply(Reply reply) {
    if (isMute()) {
      return;
    }
    boolean empty = isHead || reply.body().isEmpty();
    writeHead(layer.shared().writer().reply(reply), empty);
    if (!empty) {
      data(Unpooled.wrappedBuffer(Ascii.bytes(reply.body())), true);
    }
  }

  @Override
  public void abort(Fault why) {
    if (isMute()) {
      return;
    }
    if (isGrpc && answered) {
      trailers(FaultResponse.grpcTrailers(why));
    } else {
      over = true;
      layer.reset(stream, errorOf(why));
    }
  }

  private static Http2Error errorOf(Fault why) {
    return switch (why) {
      case Fault.BadRequest _ -> PROTOCOL_ERROR;
      case Fault.Client _ -> CANCEL;
      case Fault.Refusal _,
          Fault.Unroutable _,
          Fault.Denied _,
          Fault.Upstream _,
          Fault.BudgetSpent _,
          Fault.Overload _,
          Fault.Internal _ ->
          INTERNAL_ERROR;
    };
  }

  @Override
  public void grant(int bytes) {
    if (!over) {
      times.received();
      layer.consume(stream, bytes);
    }
  }

  @Override
  public void discard() {
    discarding = true;
    layer.consume(stream, Integer.MAX_VALUE);
  }
}
