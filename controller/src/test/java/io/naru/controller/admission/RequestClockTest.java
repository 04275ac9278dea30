package io.naru.controller.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Who sends slowly is cut off, who is silent between requests is not.
class RequestClockTest {
  private final RequestClock clock = new RequestClock(Duration.ofSeconds(10));
  private final EmbeddedChannel channel = new EmbeddedChannel(clock);

  private void byteAndThen(Duration passes) {
    channel.writeInbound(Unpooled.wrappedBuffer(new byte[1]));
    channel.advanceTimeBy(passes.toMillis(), TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
    channel.releaseInbound();
  }

  RequestClockTest() {
    channel.freezeTime();
  }

  @Test
  void whoConnectsAndAsksNothingIsEnded() {
    channel.advanceTimeBy(9, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    assertThat(channel.isOpen()).isTrue();
    channel.advanceTimeBy(2, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aRequestThatDripsInIsEnded() {
    byteAndThen(Duration.ofSeconds(6));
    assertThat(channel.isOpen()).isTrue();
    byteAndThen(Duration.ofSeconds(6));
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void eachRequestHasItsOwnTime() {
    byteAndThen(Duration.ofSeconds(6));
    clock.stop();
    byteAndThen(Duration.ofSeconds(6));
    assertThat(channel.isOpen()).isTrue();
    byteAndThen(Duration.ofSeconds(6));
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void betweenRequestsNothingRuns() {
    byteAndThen(Duration.ofSeconds(1));
    clock.stop();
    channel.advanceTimeBy(1, TimeUnit.HOURS);
    channel.runScheduledPendingTasks();
    assertThat(channel.isOpen()).isTrue();
  }
}
