package io.naru.proxy.h1;

import io.naru.proxy.channel.Unsent;
import io.naru.proxy.exchange.ResponseSink;
import io.naru.proxy.exchange.UpstreamStream;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.h1.HeadWriter.Framing;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.naru.proxy.head.HeadEdits;
import io.naru.proxy.head.Method;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request and its response on an endpoint's HTTP/1.1 connection. */
final class H1Stream implements UpstreamStream, BodyDecoder.Parts {
  private static final int MAX_INFORMATIONAL = 8;

  private final H1Connection connection;
  private final ResponseSink sink;
  private final HeadScan scan;
  private final Head head;
  private @Nullable BodyDecoder body;
  private boolean toHead;
  private @Nullable OutboundBody request;
  private boolean requestEnded;
  private boolean persists;
  private boolean ended;
  private int informational;
  private int onTheWay;
  private boolean full;
  private long written;
  private long granted;
  private boolean marked;

  H1Stream(H1Connection connection, HeadScan scan, Head head, ResponseSink sink) {
    this.connection = connection;
    this.scan = scan;
    this.head = head;
    this.sink = sink;
    scan.reset();
  }

  @Override
  public void head(Head start, HeadEdits edits, boolean end) {
    if (ended) {
      return;
    }
    toHead = start.method() == Method.HEAD;
    requestEnded = end;
    Framing framing = framing(start, end);
    ByteBuf out = connection.ctx().alloc().directBuffer(start.fields().length() + 1024);
    HeadWriter.request(out, start, edits, framing);
    connection.writes(out.readableBytes());
    connection.ctx().write(out, connection.ctx().voidPromise());
    request = new OutboundBody(connection, framing, start.bodyLength());
  }

  /** A method that is about a body says so even if it is empty (RFC 9110 section 8.6). */
  private static Framing framing(Head request, boolean end) {
    if (!end) {
      return request.bodyLength() == Head.UNKNOWN_LENGTH ? Framing.CHUNKED : Framing.LENGTH;
    }
    return switch (request.method()) {
      case POST, PUT, PATCH -> Framing.LENGTH;
      default -> request.contentLength() == 0 ? Framing.LENGTH : Framing.NONE;
    };
  }

  @Override
  public void data(ByteBuf data, boolean end) {
    if (ended || requestEnded || request == null) {
      data.release();
      return;
    }
    requestEnded = end;
    written += data.readableBytes();
    if (!request.part(data, end)) {
      fail(Fault.Upstream.MALFORMED);
    }
  }

  /** What was written was handed to the socket, as far as that takes it. */
  void flushed() {
    settle();
    if (granted < written && !marked && !ended) {
      marked = true;
      long mark = handedOver();
      connection.mark(() -> reached(mark));
    }
  }

  /** The socket took everything up to there. */
  private void reached(long mark) {
    marked = false;
    grantUpTo(mark);
    flushed();
  }

  @Override
  public void settle() {
    if (granted < written) {
      grantUpTo(handedOver() - Unsent.of(connection.ctx().channel()));
    }
  }

  private long handedOver() {
    return request == null ? written : written - request.gathered();
  }

  private void grantUpTo(long taken) {
    int bytes = (int) (taken - granted);
    if (bytes > 0 && !ended) {
      granted = taken;
      sink.granted(bytes);
    }
  }

  /** Request trailers are not forwarded over HTTP/1.1 (behaviour 9). */
  @Override
  public void trailers(Fields trailers) {
    data(Unpooled.EMPTY_BUFFER, true);
  }

  @Override
  public void grant(int bytes) {
    onTheWay -= bytes;
    if (full && onTheWay < connection.buffers().pressure().window() && !ended) {
      full = false;
      connection.resume();
    }
  }

  @Override
  public void cancel() {
    if (!ended) {
      ended = true;
      connection.ended(false);
    }
  }

  /** Takes from the connection's bytes what belongs to this response. */
  void read(ByteBuf in) {
    while (!ended && body == null && in.isReadable()) {
      if (!readHead(in)) {
        return;
      }
    }
    if (!ended && body != null && in.isReadable()) {
      Optional<String> bad = body.read(in, this);
      if (bad.isPresent()) {
        fail(Fault.Upstream.MALFORMED);
      }
    }
  }

  private boolean readHead(ByteBuf in) {
    switch (scan.scan(in)) {
      case INCOMPLETE -> {
        return false;
      }
      case COMPLETE -> {
        if (ResponseHead.read(in, scan, toHead, head).isPresent()) {
          fail(Fault.Upstream.MALFORMED);
        } else {
          headRead();
        }
      }
      case BAD_LINE_END -> fail(Fault.Upstream.MALFORMED);
      case FIRST_LINE_TOO_LONG, TOO_LARGE -> fail(Fault.Upstream.HEAD_TOO_LARGE);
    }
    return !ended;
  }

  private void headRead() {
    if (head.status() < 200) {
      boolean allowed = head.status() != 101 && ++informational <= MAX_INFORMATIONAL;
      if (allowed) {
        sink.informational(head);
      } else {
        fail(Fault.Upstream.MALFORMED);
      }
      return;
    }
    body = ResponseHead.body(head);
    persists = ResponseHead.persists(head);
    // ended before the sink hears of it: the sink may give the attempt up, which then is nothing
    boolean end = body.isDone();
    ended = end;
    sink.head(head, end);
    if (end) {
      connection.ended(persists && requestEnded);
    }
  }

  @Override
  public void part(ByteBuf data, boolean end) {
    if (ended) {
      data.release();
      return;
    }
    onTheWay += data.readableBytes();
    if (onTheWay >= connection.buffers().pressure().window() && !end) {
      full = true;
      connection.pause();
    }
    ended = end;
    sink.data(data, end);
    if (end) {
      connection.ended(persists && requestEnded);
    }
  }

  @Override
  public void end(Fields trailers) {
    if (!ended) {
      ended = true;
      sink.trailers(trailers);
      connection.ended(persists && requestEnded);
    }
  }

  /** Ends the attempt; the connection is of no use any more. */
  void fail(Fault.Upstream fault) {
    if (!ended) {
      ended = true;
      sink.failed(fault);
      connection.ended(false);
    }
  }

  /** The endpoint says that it sends nothing more: that ends a body without framing. */
  void finished() {
    if (!ended && body instanceof BodyDecoder.UntilClose) {
      ended = true;
      sink.data(Unpooled.EMPTY_BUFFER, true);
      connection.ended(false);
    }
  }
}
