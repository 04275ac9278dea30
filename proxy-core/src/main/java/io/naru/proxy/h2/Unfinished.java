package io.naru.proxy.h2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2FrameTypes;

/** What of a peer's frames has begun and not ended, between two reads of a connection. */
final class Unfinished {
  static final int HEADER = 9;
  private static final int UNKNOWN = -1;

  private long ended;
  private boolean head;
  private boolean block;
  private int body;

  /** A whole header block, or a frame that belongs to none, was read to its end. */
  void end() {
    ended++;
  }

  /**
   * Nothing more can be read now.
   *
   * @param rest begins with a frame, if anything is left
   * @param inBlock whether the frames before it began a header block
   */
  void rest(ByteBuf rest, boolean inBlock) {
    int at = rest.readerIndex();
    int type = rest.readableBytes() >= HEADER ? rest.getByte(at + 3) : UNKNOWN;
    boolean data = !inBlock && type == Http2FrameTypes.DATA;
    block = inBlock || type == Http2FrameTypes.HEADERS;
    body = data ? rest.getInt(at + 5) & Integer.MAX_VALUE : 0;
    head = !data && (inBlock || rest.isReadable());
  }

  /** How many were read to their end so far. */
  long ended() {
    return ended;
  }

  /** Whether a header block, or a frame of any kind but DATA, has begun. */
  boolean isHead() {
    return head;
  }

  /** Whether a header block is known to have begun. */
  boolean isBlock() {
    return block;
  }

  /** The stream that a DATA frame has begun on, 0 if none has. */
  int body() {
    return body;
  }
}
