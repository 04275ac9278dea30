package io.naru.proxy.listen;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopLagTest {
  private static final Duration MOST = Duration.ofSeconds(30);

  private final AtomicLong now = new AtomicLong();
  private final CountDownLatch blocked = new CountDownLatch(1);
  private final EventLoop loop = new DefaultEventLoop();
  private final EventLoop other = new DefaultEventLoop();
  private final LoopLag lag = new LoopLag(List.of(loop, other), now::get);

  @AfterEach
  void end() {
    blocked.countDown();
    loop.shutdownGracefully(0, 100, MILLISECONDS).awaitUninterruptibly();
    other.shutdownGracefully(0, 100, MILLISECONDS).awaitUninterruptibly();
  }

  private void turn() {
    loop.submit(() -> {}).awaitUninterruptibly();
    other.submit(() -> {}).awaitUninterruptibly();
  }

  @Test
  void aLoopThatTurnsDoesNotLagHoweverLongItWasNotAsked() {
    lag.ask();
    turn();
    now.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(lag.over(MOST)).isEmpty();
  }

  @Test
  void aLoopThatIsKeptIsNamedWithWhatItDoes() {
    lag.ask();
    turn();
    loop.execute(this::block);
    lag.ask();
    other.submit(() -> {}).awaitUninterruptibly();
    now.addAndGet(Duration.ofSeconds(31).toNanos());
    lag.ask();
    assertThat(lag.over(MOST))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.lag()).isEqualTo(Duration.ofSeconds(31));
          assertThat(it.name()).contains("defaultEventLoop");
          assertThat(it.stack()).anyMatch(frame -> frame.getMethodName().equals("block"));
        });
    blocked.countDown();
    turn();
    assertThat(lag.over(MOST)).isEmpty();
  }

  private void block() {
    try {
      blocked.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
