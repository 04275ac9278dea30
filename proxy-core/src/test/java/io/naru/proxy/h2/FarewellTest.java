package io.naru.proxy.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.testkit.HandTime;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FarewellTest {
  private static final Duration PAUSE = Duration.ofSeconds(60);

  private final HandTime time = new HandTime();
  private final Farewell farewell = new Farewell(time.deadlines(), PAUSE);
  private final EmbeddedChannel channel =
      new EmbeddedChannel(new Held(), new ChannelInboundHandlerAdapter());

  /** The peer takes nothing by itself. */
  private static final class Held extends ChannelOutboundHandlerAdapter {
    @Override
    public void flush(ChannelHandlerContext ctx) {}
  }

  @BeforeEach
  void writeTwoParts() {
    channel.write(Unpooled.buffer(1000).writeZero(1000));
    channel.write(Unpooled.buffer(1000).writeZero(1000));
    farewell.begin(channel.pipeline().lastContext(), false);
  }

  private void peerTakesOne() {
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    waiting.addFlush();
    waiting.remove();
  }

  @Test
  void aPeerThatHasEverythingIsClosed() {
    peerTakesOne();
    peerTakesOne();
    assertThat(channel.isOpen()).isTrue();
    peerTakesOne();
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aPeerThatTakesNothingIsClosedAfterThePause() {
    time.advance(PAUSE.minusSeconds(1));
    assertThat(channel.isOpen()).isTrue();
    time.advance(Duration.ofSeconds(2));
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aPeerThatGoesOnTakingIsWaitedFor() {
    peerTakesOne();
    time.advance(PAUSE.plusSeconds(1));
    assertThat(channel.isOpen()).isTrue();
    time.advance(PAUSE.plusSeconds(1));
    assertThat(channel.isOpen()).isFalse();
  }
}
