package io.naru.proxy.h1;

import io.naru.proxy.head.Fields;
import io.netty.buffer.ByteBuf;

/**
 * Finds the end of a head, or of trailers, in what arrived so far, and refuses what can never
 * become one: a line that does not end in CR LF, or one that is too long. An endpoint may leave out
 * the CR (RFC 9112 section 2.2). What it says depends on the bytes alone and never on how they were
 * split; it remembers how far it looked.
 */
final class HeadScan {

  enum Result {
    INCOMPLETE,
    COMPLETE,
    BAD_LINE_END,
    FIRST_LINE_TOO_LONG,
    TOO_LARGE
  }

  private final Strictness strictness;
  private final int maxLine;
  private final int maxHead;
  private int seen;
  private int lineStart;
  private int bareEnds;

  /**
   * @param maxLine bytes of a line without its end
   * @param maxHead bytes of all lines with their ends
   */
  HeadScan(Strictness strictness, int maxLine, int maxHead) {
    this.strictness = strictness;
    this.maxLine = maxLine;
    this.maxHead = maxHead;
  }

  /** Bytes up to and including the empty line; valid after {@link Result#COMPLETE}. */
  int size() {
    return seen;
  }

  void reset() {
    seen = 0;
    lineStart = 0;
    bareEnds = 0;
  }

  Result scan(ByteBuf in) {
    int base = in.readerIndex();
    while (true) {
      int limit = Math.min(lineStart + maxLine + 2, maxHead);
      int end = Math.min(in.readableBytes(), limit);
      int lf = in.indexOf(base + seen, base + end, (byte) '\n');
      if (lf < 0) {
        seen = end;
        return end == limit ? tooLong() : Result.INCOMPLETE;
      }
      int lineEnd = lf - base - 1;
      if (lineEnd < lineStart || in.getByte(lf - 1) != '\r') {
        if (strictness == Strictness.CLIENT) {
          return Result.BAD_LINE_END;
        }
        bareEnds++;
        lineEnd++;
      }
      seen = lf - base + 1;
      if (lineEnd == lineStart) {
        return Result.COMPLETE;
      }
      lineStart = seen;
    }
  }

  /**
   * Moves what was found, complete, into a block's array; all of its lines end in CR LF there.
   *
   * @return where it begins
   */
  int move(ByteBuf in, Fields fields) {
    int start = fields.claim(seen + bareEnds);
    if (bareEnds == 0) {
      in.readBytes(fields.bytes(), start, seen);
    } else {
      endLines(in, fields.bytes(), start);
    }
    reset();
    return start;
  }

  private void endLines(ByteBuf in, byte[] to, int start) {
    int at = start;
    byte before = 0;
    for (int i = 0; i < seen; i++) {
      byte b = in.readByte();
      if (b == '\n' && before != '\r') {
        to[at++] = '\r';
      }
      to[at++] = b;
      before = b;
    }
  }

  private Result tooLong() {
    return lineStart == 0 && maxLine + 2 <= maxHead ? Result.FIRST_LINE_TOO_LONG : Result.TOO_LARGE;
  }
}
