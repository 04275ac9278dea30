package io.naru.proxy.h1;

import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Head;
import io.netty.buffer.ByteBuf;
import java.util.Optional;

/** Takes one request head after another out of a client's bytes. */
final class RequestReader {
  private static final byte CR = '\r';
  private final HeadScan scan;
  private boolean skippedLine;

  RequestReader(H1Limits limits) {
    scan = new HeadScan(Strictness.CLIENT, limits.line(), limits.head());
  }

  /** What came of the bytes so far. */
  sealed interface Outcome {
    Outcome INCOMPLETE = new Incomplete();
    Outcome COMPLETE = new Complete();

    record Incomplete() implements Outcome {}

    /** The head is filled. */
    record Complete() implements Outcome {}

    /** Nothing more can be read from the connection. */
    record Refused(Fault fault) implements Outcome {}
  }

  /** Reads into {@code head}, which is valid after {@link Outcome.Complete} only. */
  Outcome read(ByteBuf in, Head head) {
    Optional<Outcome> first = leadingBytes(in);
    if (first.isPresent()) {
      return first.get();
    }
    return switch (scan.scan(in)) {
      case INCOMPLETE -> Outcome.INCOMPLETE;
      case COMPLETE -> parse(in, head);
      case BAD_LINE_END -> bad("a line that does not end in CR LF");
      case FIRST_LINE_TOO_LONG -> new Outcome.Refused(Fault.Refusal.REQUEST_LINE_TOO_LONG);
      case TOO_LARGE -> new Outcome.Refused(Fault.Refusal.HEAD_TOO_LARGE);
    };
  }

  private Outcome parse(ByteBuf in, Head head) {
    int size = scan.size();
    scan.reset();
    skippedLine = false;
    Optional<Fault> fault = RequestHead.read(in, size, head);
    return fault.isPresent() ? new Outcome.Refused(fault.get()) : Outcome.COMPLETE;
  }

  /**
   * One empty line before a request is forgiven (RFC 9112 section 2.2), other control bytes not.
   */
  private Optional<Outcome> leadingBytes(ByteBuf in) {
    if (!in.isReadable()) {
      return Optional.of(Outcome.INCOMPLETE);
    }
    byte first = in.getByte(in.readerIndex());
    if (first == CR && !skippedLine) {
      if (in.readableBytes() < 2) {
        return Optional.of(Outcome.INCOMPLETE);
      }
      if (in.getByte(in.readerIndex() + 1) == '\n') {
        in.skipBytes(2);
        skippedLine = true;
        return leadingBytes(in);
      }
    }
    return first > ' ' && first != 127
        ? Optional.empty()
        : Optional.of(bad("a byte that no request begins with"));
  }

  private static Outcome bad(String reason) {
    return new Outcome.Refused(new Fault.BadRequest(reason));
  }
}
