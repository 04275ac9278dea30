package io.naru.proxy.h1;

import io.naru.proxy.exchange.ConnectionFacts;
import io.naru.proxy.exchange.Downstream;
import io.naru.proxy.exchange.Reply;
import io.naru.proxy.exchange.RequestAcceptor;
import io.naru.proxy.exchange.RequestSink;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.h1.HeadWriter.Framing;
import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.naru.proxy.head.HeadEdits;
import io.naru.proxy.head.KnownField;
import io.naru.proxy.head.Method;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

/** One exchange on a client's HTTP/1.x connection. */
final class H1Downstream implements Downstream {
  private static final byte[] CONTINUE = Ascii.bytes("100-continue");

  private final H1Server server;
  private final Head request;
  private @Nullable RequestSink sink;
  private boolean persists;
  private boolean awaitsContinue;
  private boolean requestEnded;
  private boolean headWritten;
  private boolean chunked;
  private boolean ended;
  private int credit;
  private int ungranted;

  H1Downstream(H1Server server, Head request, boolean persists) {
    this.server = server;
    this.request = request;
    this.persists = persists;
    this.credit = server.limits().window();
  }

  void begin(RequestAcceptor acceptor) {
    requestEnded = request.bodyLength() == 0;
    if (!expectationMet()) {
      reply(acceptor.refuse(Fault.Refusal.EXPECTATION_FAILED, false, server.facts()));
      return;
    }
    sink = acceptor.begin(request, requestEnded, this);
  }

  /** Only 100-continue is known (RFC 9110 section 10.1.1); HTTP/1.0 does not know it. */
  private boolean expectationMet() {
    Fields fields = request.fields();
    int i = fields.indexOf(KnownField.EXPECT, 0);
    if (i < 0 || request.version() == Head.Version.HTTP_1_0) {
      return true;
    }
    awaitsContinue = !requestEnded;
    return Ascii.equalsIgnoreCase(
        fields.bytes(), fields.valueStart(i), fields.valueEnd(i), CONTINUE);
  }

  /** Where the body's decoder brings its parts. */
  BodyDecoder.Parts parts() {
    return new BodyDecoder.Parts() {
      @Override
      public void part(ByteBuf data, boolean end) {
        requestData(data, end);
      }

      @Override
      public void end(Fields trailers) {
        requestEnded = true;
        if (sink != null && !ended) {
          sink.trailers(trailers);
        }
      }
    };
  }

  private void requestData(ByteBuf data, boolean end) {
    requestEnded = end;
    awaitsContinue = false;
    if (sink == null || ended) {
      data.release();
      return;
    }
    credit -= data.readableBytes();
    if (credit <= 0) {
      server.pause();
    }
    sink.data(data, end);
  }

  boolean wantsBody() {
    return credit > 0;
  }

  @Override
  public ConnectionFacts connection() {
    return server.facts();
  }

  @Override
  public void grant(int bytes) {
    if (ended) {
      return;
    }
    if (awaitsContinue) {
      awaitsContinue = false;
      write("HTTP/1.1 100 Continue\r\n\r\n");
    }
    boolean wasSpent = credit <= 0;
    credit += bytes;
    if (wasSpent && credit > 0) {
      server.resume();
    }
  }

  private void write(String text) {
    ByteBuf out = server.context().alloc().directBuffer(text.length());
    ByteBufUtil.writeAscii(out, text);
    server.context().write(out, server.context().voidPromise());
    server.flush();
  }

  /**
   * Early hints are for HTTP/2 clients: many of HTTP/1.1 take a 1xx for the answer (RFC 8297 3).
   */
  @Override
  public void informational(Head head) {}

  @Override
  public void head(Head head, HeadEdits edits, boolean end) {
    if (ended || headWritten) {
      return;
    }
    headWritten = true;
    persists &= !awaitsContinue;
    Framing framing = framing(head, end);
    chunked = framing == Framing.CHUNKED;
    persists &= framing != Framing.CLOSE;
    ByteBuf out = server.context().alloc().directBuffer(head.fields().length() + 512);
    HeadWriter.response(out, head, edits, framing, Math.max(0, head.contentLength()));
    HeadWriter.end(out, persists, request.version());
    server.context().write(out, server.context().voidPromise());
    server.flush();
    if (end) {
      end();
    }
  }

  /**
   * No content-length where none may stand (RFC 9110 8.6); an answer to HEAD keeps what it said.
   */
  private Framing framing(Head head, boolean end) {
    if (head.status() == 204 || head.contentLength() < 0 && (end && isBodiless(head))) {
      return Framing.NONE;
    }
    if (head.contentLength() >= 0) {
      return Framing.LENGTH;
    }
    if (end) {
      return Framing.LENGTH;
    }
    return request.version() == Head.Version.HTTP_1_0 ? Framing.CLOSE : Framing.CHUNKED;
  }

  private boolean isBodiless(Head head) {
    return head.status() == 304 || request.method() == Method.HEAD;
  }

  @Override
  public void data(ByteBuf data, boolean end) {
    if (ended) {
      data.release();
      return;
    }
    int size = data.readableBytes();
    ChunkWriter.part(server.context(), data, end, chunked);
    server.flush();
    if (end) {
      end();
    } else if (server.context().channel().isWritable()) {
      granted(size);
    } else {
      ungranted += size;
    }
  }

  /** The client's connection takes bytes again. */
  void writable() {
    int bytes = ungranted;
    ungranted = 0;
    if (bytes > 0) {
      granted(bytes);
    }
  }

  private void granted(int bytes) {
    if (sink != null) {
      sink.granted(bytes);
    }
  }

  @Override
  public void trailers(Fields trailers) {
    if (ended) {
      return;
    }
    if (chunked) {
      ChunkWriter.trailers(server.context(), trailers);
      server.flush();
    }
    end();
  }

  @Override
  public void reply(Reply reply) {
    if (ended || headWritten) {
      return;
    }
    headWritten = true;
    persists &= !reply.close() && !awaitsContinue;
    write(server, reply, persists, request.version(), request.method() != Method.HEAD);
    end();
  }

  static void write(H1Server server, Reply reply, boolean persists, Head.Version version) {
    write(server, reply, persists, version, true);
  }

  private static void write(
      H1Server server, Reply reply, boolean persists, Head.Version version, boolean withBody) {
    ByteBuf out = server.context().alloc().directBuffer(512 + reply.body().length());
    HeadWriter.reply(out, reply.status(), reply.fields(), reply.body().length());
    HeadWriter.end(out, persists, version);
    if (withBody) {
      ByteBufUtil.writeAscii(out, reply.body());
    }
    server.context().write(out, server.context().voidPromise());
    server.flush();
  }

  @Override
  public void abort(Fault fault) {
    if (!ended) {
      ended = true;
      server.cut();
    }
  }

  /** What is left of the request is thrown away as it comes; see {@link H1Server#ended}. */
  @Override
  public void discard() {
    credit = Integer.MAX_VALUE;
    server.resume();
  }

  private void end() {
    ended = true;
    if (sink != null) {
      sink.completed();
    }
    server.ended(persists);
  }

  /** The request's body broke the protocol: answered if that is still possible. */
  void malformed(Fault fault) {
    if (sink != null && !ended) {
      sink.aborted(fault);
    }
    if (ended) {
      return;
    }
    ended = true;
    if (headWritten) {
      server.cut();
    } else {
      server.refuse(fault);
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
