package io.naru.proxy.h1;

import io.naru.proxy.exchange.ConnectionFacts;
import io.naru.proxy.exchange.Downstream;
import io.naru.proxy.exchange.Reply;
import io.naru.proxy.exchange.RequestAcceptor;
import io.naru.proxy.exchange.RequestSink;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.h1.HeadWriter.Framing;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.naru.proxy.head.HeadEdits;
import io.naru.proxy.head.Method;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** One exchange on a client's HTTP/1.x connection. */
final class H1Downstream implements Downstream {
  private final RequestCycle cycle;
  private final Head request;
  private final InboundBody body;
  private @Nullable RequestSink sink;
  private @Nullable OutboundBody response;
  private boolean persists;
  private boolean endsByClose;
  private boolean ended;
  private int ungranted;

  H1Downstream(RequestCycle cycle, Head request, InboundBody body, boolean persists) {
    this.cycle = cycle;
    this.request = request;
    this.body = body;
    this.persists = persists;
  }

  /** The exchange may answer before it is begun: it hears of what came of that afterwards. */
  void begin(RequestAcceptor acceptor) {
    RequestSink begun = acceptor.begin(request, body.isDone(), this);
    sink = begun;
    body.deliverTo(begun);
    if (ended) {
      completed(begun);
    } else if (cycle.channel().isWritable()) {
      writable();
    }
  }

  @Override
  public ConnectionFacts connection() {
    return cycle.facts();
  }

  /** A client that talks with its endpoint already may be silent for as long as that is content. */
  boolean owesBody() {
    return response == null && !request.isGrpc();
  }

  @Override
  public void grant(int bytes) {
    if (!ended) {
      body.grant(bytes);
    }
  }

  @Override
  public void discard() {
    if (!ended) {
      body.discard();
    }
  }

  /**
   * Early hints are for HTTP/2 clients: many of HTTP/1.1 take a 1xx for the answer (RFC 8297 3).
   */
  @Override
  public void informational(Head head) {}

  @Override
  public void head(Head head, HeadEdits edits, boolean end) {
    if (ended || response != null) {
      return;
    }
    boolean bodiless = HeadWriter.isBodiless(head.status()) || request.method() == Method.HEAD;
    Framing framing = framing(head, bodiless, end);
    endsByClose = framing == Framing.CLOSE;
    long length = Math.max(0, head.contentLength());
    answered(!endsByClose);
    ByteBuf out = cycle.channel().ctx().alloc().directBuffer(head.fields().length() + 512);
    HeadWriter.response(out, head, edits, framing, length);
    HeadWriter.end(out, persists, request.version());
    cycle.channel().write(out);
    response = new OutboundBody(cycle.channel(), bodiless ? Framing.NONE : framing, length);
    if (end) {
      data(Unpooled.EMPTY_BUFFER, true);
    }
  }

  /**
   * No content-length where none may stand (RFC 9110 8.6); an answer to HEAD keeps what it said.
   */
  private Framing framing(Head head, boolean bodiless, boolean end) {
    if (head.status() == 204 || bodiless && head.contentLength() < 0) {
      return Framing.NONE;
    }
    if (end || head.contentLength() >= 0) {
      return Framing.LENGTH;
    }
    return request.version() == Head.Version.HTTP_1_0 ? Framing.CLOSE : Framing.CHUNKED;
  }

  /** A final answer: what it says of the connection has to be known now. */
  private void answered(boolean mayPersist) {
    if (body.awaitsContinue()) {
      // whether the body still comes is the client's choice: no request can be told behind it
      body.discard();
      persists = false;
    }
    persists &= mayPersist && !body.isOverrun() && !cycle.isDraining();
  }

  @Override
  public void data(ByteBuf data, boolean end) {
    if (ended || response == null) {
      data.release();
      return;
    }
    int size = data.readableBytes();
    if (!response.part(data, end)) {
      broken();
      return;
    }
    if (end) {
      end();
    } else {
      ungranted += size;
      if (cycle.channel().isWritable()) {
        writable();
      }
    }
  }

  /** The client's connection takes bytes. */
  void writable() {
    if (ungranted > 0 && sink != null) {
      int bytes = ungranted;
      ungranted = 0;
      sink.granted(bytes);
    }
  }

  @Override
  public void trailers(Fields trailers) {
    if (ended || response == null) {
      return;
    }
    if (response.trailers(trailers)) {
      end();
    } else {
      broken();
    }
  }

  @Override
  public void reply(Reply reply) {
    if (ended || response != null) {
      return;
    }
    answered(!reply.close());
    write(cycle, reply, persists, request);
    end();
  }

  static void write(RequestCycle cycle, Reply reply, boolean persists, Head request) {
    ByteBuf out = cycle.channel().ctx().alloc().directBuffer(512 + reply.body().length());
    HeadWriter.reply(out, reply.status(), reply.fields(), reply.body().length());
    HeadWriter.end(out, persists, request.version());
    if (request.method() != Method.HEAD && !HeadWriter.isBodiless(reply.status())) {
      ByteBufUtil.writeAscii(out, reply.body());
    }
    cycle.channel().write(out);
  }

  private void end() {
    ended = true;
    if (sink != null) {
      completed(sink);
    }
  }

  private void completed(RequestSink exchange) {
    exchange.completed();
    cycle.ended(persists && !body.isOverrun());
  }

  @Override
  public void abort(Fault fault) {
    if (!ended) {
      ended = true;
      cycle.cut(endsByClose);
    }
  }

  /** Whether an orderly close would look like the response's end. */
  boolean endsByClose() {
    return endsByClose;
  }

  /** The body was not what the head promised, which the client must not take for the end. */
  private void broken() {
    expired(Fault.Upstream.MALFORMED);
    cycle.cut(endsByClose);
  }

  /** The request's body broke the protocol: answered if that is still possible. */
  void malformed(Fault fault) {
    expired(fault);
    if (response == null) {
      cycle.refuse(fault);
    } else {
      cycle.cut(endsByClose);
    }
  }

  /** The exchange ends because its client does. */
  void expired(Fault fault) {
    if (!ended) {
      ended = true;
      if (sink != null) {
        sink.aborted(fault);
      }
    }
  }
}
