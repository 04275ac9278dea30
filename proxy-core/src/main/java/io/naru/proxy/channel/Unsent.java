package io.naru.proxy.channel;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/** What was written to a channel and not taken by its peer's side yet. */
public final class Unsent {
  private Unsent() {}

  /**
   * In bytes; 0 for a closed channel. A buffer counts as waiting until the last of it is taken, so
   * its own progress counts too.
   */
  public static long of(Channel channel) {
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    return waiting == null ? 0 : waiting.totalPendingWriteBytes() - waiting.currentProgress();
  }

  /** Whether the peer has not taken all of what was flushed to it so far. */
  public static boolean isStalled(Channel channel) {
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    return waiting != null && !waiting.isEmpty();
  }
}
