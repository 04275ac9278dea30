package io.naru.proxy.h1;

import io.netty.buffer.ByteBuf;

/**
 * Finds the end of a head, or of trailers, in what arrived so far, and refuses what can never
 * become one: a line that does not end in CR LF, or one that is too long. What it says depends on
 * the bytes alone and never on how they were split; it remembers how far it looked.
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

  /**
   * @param maxLine bytes of a line without its end
   * @param maxHead bytes of all lines with their ends
   */
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
        return Result.BAD_LINE_END;
      }
      seen = lineEnd + 2;
      if (lineEnd == lineStart) {
        return Result.COMPLETE;
      }
      lineStart = seen;
    }
  }

  private Result tooLong() {
    return lineStart == 0 && maxLine + 2 <= maxHead ? Result.FIRST_LINE_TOO_LONG : Result.TOO_LARGE;
  }
}
