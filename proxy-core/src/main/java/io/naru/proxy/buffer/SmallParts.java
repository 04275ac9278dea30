package io.naru.proxy.buffer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Parts of a body that are copied together where they have to wait. A part is a slice of what was
 * read with it and holds all of that, and objects besides: a body in single bytes would hold a
 * thousand times its size. What waits for nobody is never copied.
 */
public final class SmallParts {
  private static final int SMALL = 1024;
  private static final int WASTE = 8;
  private static final int FIRST = 256;
  private static final int MOST = 16 * 1024;

  private SmallParts() {}

  /** Whether the part is worth a copy, by itself or beside what it holds. */
  public static boolean isSmall(ByteBuf part) {
    return part.readableBytes() < SMALL || isWaste(part);
  }

  /** Whether the part holds many times what it is. */
  public static boolean isWaste(ByteBuf part) {
    ByteBuf root = part;
    for (ByteBuf next = part.unwrap(); next != null; next = next.unwrap()) {
      root = next;
    }
    return root.capacity() / WASTE > Math.max(part.readableBytes(), SMALL);
  }

  /**
   * A buffer that takes the part over, and others that {@link #fits fit}. It is shared with none.
   */
  public static ByteBuf gather(ByteBufAllocator alloc, ByteBuf part) {
    ByteBuf gathered = alloc.directBuffer(Math.max(FIRST, part.readableBytes()));
    append(gathered, part);
    return gathered;
  }

  /** Whether there is room for the part in a buffer of gathered ones. */
  public static boolean fits(ByteBuf gathered, ByteBuf part) {
    return gathered.readableBytes() + part.readableBytes() <= MOST;
  }

  /** Takes the part over; the buffer grows, so nobody else may have it yet. */
  public static void append(ByteBuf gathered, ByteBuf part) {
    try {
      gathered.writeBytes(part);
    } finally {
      part.release();
    }
  }
}
