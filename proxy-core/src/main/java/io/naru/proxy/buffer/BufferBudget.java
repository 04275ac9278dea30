package io.naru.proxy.buffer;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;

/**
 * What the process may hold of bytes on their way: read ahead, kept for another attempt, queued for
 * a peer that is slow to take them, and later spilled or tunnelled.
 *
 * <p>It is measured, not booked. All such buffers come of one allocator, which knows what of its
 * memory is in use: by capacity, whatever slices of a buffer are left, and up to the moment of the
 * last release. So nothing is held uncounted, and no path can forget to give its part back. Used by
 * any thread.
 */
public final class BufferBudget {
  private static final int PAGE = 8 * 1024;

  /** Pages of a chunk, which is what the allocator takes from the system at a time: 4 MiB. */
  private static final int CHUNK_ORDER = 9;

  private final PooledByteBufAllocator allocator;
  private final long limit;

  /**
   * @param limit in bytes, positive; what the allocator itself needs beside it, for chunks that are
   *     partly in use, is not in it
   * @param loops how many event loops draw from it; each gets memory of its own
   */
  public BufferBudget(long limit, int loops) {
    if (limit < 1) {
      throw new IllegalArgumentException("not a budget: " + limit);
    }
    this.limit = limit;
    this.allocator =
        new PooledByteBufAllocator(
            true,
            loops,
            loops,
            PAGE,
            CHUNK_ORDER,
            PooledByteBufAllocator.defaultSmallCacheSize(),
            PooledByteBufAllocator.defaultNormalCacheSize(),
            false);
  }

  /** Where the buffers of channels come from. */
  public ByteBufAllocator allocator() {
    return allocator;
  }

  /** In bytes; more than the {@link #used} may pass for a moment. */
  public long limit() {
    return limit;
  }

  /** What is held now, in bytes. Costs a walk over the allocator's chunks. */
  public long used() {
    return allocator.pinnedDirectMemory() + allocator.pinnedHeapMemory();
  }

  /** A loop's share of it. */
  public BufferShare share() {
    return new BufferShare(this);
  }
}
