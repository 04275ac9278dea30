package io.naru.proxy.pool;

import io.naru.proxy.buffer.BufferShare;
import io.naru.proxy.buffer.ReadSizes;
import io.netty.channel.ChannelOption;

/**
 * How much one connection reads at once, and of whose memory; what it queues for writing is bounded
 * as it is written to (DESIGN 3.5).
 */
public final class ChannelSizes {
  private ChannelSizes() {}

  /** Something that takes channel options, as Netty's bootstraps and channels do. */
  @FunctionalInterface
  public interface Options {
    <T> void set(ChannelOption<T> option, T value);
  }

  public static void apply(Options options, BufferShare buffers) {
    options.set(ChannelOption.ALLOCATOR, buffers.allocator());
    options.set(ChannelOption.RECVBUF_ALLOCATOR, new ReadSizes(buffers));
  }
}
