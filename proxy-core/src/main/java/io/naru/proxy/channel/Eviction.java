package io.naru.proxy.channel;

import io.netty.channel.Channel;

/** The end of an idle connection that has to make room. */
public final class Eviction {
  private Eviction() {}

  public static boolean of(Channel channel) {
    return of(channel, () -> {});
  }

  /**
   * Closes the channel and its descriptor now, past its pipeline: TLS would first say goodbye.
   *
   * @param lastWord writes and flushes what the protocol has to say
   * @return false, and nothing is done, while the peer has not taken what was written before
   */
  public static boolean of(Channel channel, Runnable lastWord) {
    if (Unsent.of(channel) > 0) {
      return false;
    }
    lastWord.run();
    channel.unsafe().close(channel.unsafe().voidPromise());
    return true;
  }
}
