package io.naru.proxy.h1;

import io.naru.proxy.buffer.SmallParts;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.ByteToMessageDecoder;

/** What arrived on a connection and was not read yet. While it is empty it holds no memory. */
final class Inbox {
  private ByteBuf bytes = Unpooled.EMPTY_BUFFER;

  /** Takes the buffer over. */
  void add(ByteBufAllocator alloc, ByteBuf in) {
    bytes = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(alloc, bytes, in);
  }

  /** What is there; reading from it takes it out. */
  ByteBuf bytes() {
    return bytes;
  }

  int size() {
    return bytes.readableBytes();
  }

  boolean isEmpty() {
    return !bytes.isReadable();
  }

  /** Gives back the memory of what was read to its end, and most of it if little is left. */
  void trim() {
    if (isEmpty()) {
      clear();
    } else if (SmallParts.isWaste(bytes)) {
      bytes = SmallParts.gather(bytes.alloc(), bytes);
    }
  }

  /** Throws away what is there. */
  void clear() {
    bytes.release();
    bytes = Unpooled.EMPTY_BUFFER;
  }
}
