package io.naru.proxy.h1;

import io.naru.proxy.exchange.RequestSink;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.naru.proxy.head.KnownField;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request's body on its way from its client's connection to its exchange: as much as credit was
 * granted for, and one read more. A body that the exchange does not want, or outlives it, is thrown
 * away as far as one more window goes.
 */
final class InboundBody implements BodyDecoder.Parts {
  private final RequestCycle cycle;
  private final BodyDecoder decoder;
  private @Nullable RequestSink sink;
  private boolean awaitsContinue;
  private boolean discarding;
  private boolean full;
  private long onTheWay;

  InboundBody(RequestCycle cycle, Head head) {
    this.cycle = cycle;
    this.decoder = BodyDecoder.of(head, Strictness.CLIENT);
    // HTTP/1.0 does not know the expectation; without a body there is nothing to wait for
    this.awaitsContinue =
        head.fields().has(KnownField.EXPECT)
            && head.version() != Head.Version.HTTP_1_0
            && !decoder.isDone();
  }

  /** From now on parts go to the exchange, unless it has refused them already. */
  void deliverTo(RequestSink exchange) {
    if (!discarding) {
      sink = exchange;
    }
  }

  /**
   * Reads what is there of the body and no byte more.
   *
   * @return why the body is malformed
   */
  Optional<String> read(ByteBuf in) {
    return decoder.read(in, this);
  }

  boolean isDone() {
    return decoder.isDone();
  }

  @Override
  public void part(ByteBuf data, boolean end) {
    awaitsContinue = false;
    onTheWay += data.readableBytes();
    if (onTheWay >= window() && !end) {
      full = true;
      cycle.channel().pause();
    }
    if (sink == null) {
      data.release();
    } else {
      sink.data(data, end);
    }
  }

  @Override
  public void end(Fields trailers) {
    if (sink != null) {
      sink.trailers(trailers);
    }
  }

  /** More credit, and the first time an invitation to a client that waits for one. */
  void grant(int bytes) {
    if (discarding || isDone()) {
      return;
    }
    boolean wasWanted = isWanted();
    onTheWay -= bytes;
    full &= onTheWay >= window();
    if (awaitsContinue) {
      awaitsContinue = false;
      cycle.channel().writeContinue();
    }
    if (!wasWanted && isWanted()) {
      cycle.bodyWanted();
    }
  }

  /** The exchange hears nothing more of the body. */
  void discard() {
    sink = null;
    if (!discarding) {
      discarding = true;
      full = false;
      onTheWay = 0;
      cycle.bodyWanted();
    }
  }

  /** What is thrown away is not held by anybody. */
  private int window() {
    int most = cycle.limits().window();
    return discarding ? most : Math.min(most, cycle.channel().buffers().pressure().window());
  }

  /** Whether the client is to blame if nothing comes. */
  boolean isWanted() {
    return !full && !awaitsContinue;
  }

  /** Whether the client still waits for an invitation, and may never send the body without it. */
  boolean awaitsContinue() {
    return awaitsContinue;
  }

  /** Whether more of the body was thrown away than a connection is worth. */
  boolean isOverrun() {
    return discarding && full;
  }
}
