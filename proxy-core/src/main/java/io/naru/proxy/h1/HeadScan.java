package io.naru.proxy.h1;

import io.netty.buffer.ByteBuf;

/**
 * Finds the end of a head, or of trailers, in what arrived so far, and refuses what can never
 * become one: a line that does not end in CR LF, or one that is too long. Remembers how far it
 * looked.
 */
final class HeadScan {

  enum Result {
    INCOMPLETE,
    COMPLETE,
    BAD_LINE_END,
    FIRST_LINE_TOO_LONG,
    TOO_LARGE
  }

  private final int maxLine;
  private final int maxHead;
  private int seen;
  private int lineStart;

  HeadScan(int maxLine, int maxHead) {
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
  }

  Result scan(ByteBuf in) {
    int base = in.readerIndex();
    int end = in.writerIndex();
    while (true) {
      int lf = in.indexOf(base + seen, end, (byte) '\n');
      if (lf < 0) {
        seen = end - base;
        return seen - lineStart > maxLine ? tooLong() : limited(Result.INCOMPLETE);
      }
      seen = lf + 1 - base;
      int line = seen - lineStart - 2;
      if (line < 0 || in.getByte(lf - 1) != '\r') {
        return Result.BAD_LINE_END;
      }
      if (line > maxLine) {
        return tooLong();
      }
      if (line == 0) {
        return limited(Result.COMPLETE);
      }
      lineStart = seen;
    }
  }

  private Result tooLong() {
    return lineStart == 0 ? Result.FIRST_LINE_TOO_LONG : Result.TOO_LARGE;
  }

  private Result limited(Result result) {
    return seen > maxHead ? Result.TOO_LARGE : result;
  }
}
