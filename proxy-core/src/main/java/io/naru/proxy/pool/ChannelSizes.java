package io.naru.proxy.pool;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;

/**
 * How much one connection reads at once and queues for writing. Reads begin small and grow to
 * {@value #LARGEST} bytes with a body that keeps coming; write queues hold as much (DESIGN 3.5).
 */
public final class ChannelSizes {
  private static final int SMALLEST = 1024;
  private static final int FIRST = 4096;
  private static final int LARGEST = 256 * 1024;

  private ChannelSizes() {}

  /** Something that takes channel options, as Netty's bootstraps do. */
  @FunctionalInterface
  public interface Options {
    <T> void set(ChannelOption<T> option, T value);
  }

  public static void apply(Options options) {
    options.set(
        ChannelOption.RECVBUF_ALLOCATOR,
        new AdaptiveRecvByteBufAllocator(SMALLEST, FIRST, LARGEST));
    options.set(
        ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(LARGEST / 2, LARGEST));
  }
}
