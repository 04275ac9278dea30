package io.naru.controller.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThreadsTest {
  private final AtomicLong now = new AtomicLong();
  private final Threads threads =
      new Threads(
          new Ticker() {
            @Override
            public long nanos() {
              return now.get();
            }

            @Override
            public void pause(long nanos) {
              now.addAndGet(nanos);
            }
          });

  @Test
  void aTurnThatFailsInAnyWayIsFollowedByTheNext() throws InterruptedException {
    Semaphore turns = new Semaphore(0);
    threads.start(
        "failing",
        () -> {
          turns.release();
          if (turns.availablePermits() % 2 == 0) {
            throw new IllegalStateException("a defect, made by a test");
          }
          throw new StackOverflowError("a defect, made by a test");
        });
    assertThat(turns.tryAcquire(4, 20, TimeUnit.SECONDS)).isTrue();
    assertThat(threads.defects()).isGreaterThanOrEqualTo(3);
    threads.close();
  }

  @Test
  void whoInterruptsItDoesNotEndIt() throws InterruptedException {
    Semaphore turns = new Semaphore(0);
    threads.start(
        "interrupted",
        () -> {
          turns.release();
          throw new InterruptedException();
        });
    assertThat(turns.tryAcquire(3, 20, TimeUnit.SECONDS)).isTrue();
    assertThat(threads.obstacle()).isEmpty();
    threads.close();
  }

  @Test
  void aThreadThatIsKeptForTwoMinutesIsAnObstacleUntilItGoesOn() throws InterruptedException {
    CountDownLatch stuck = new CountDownLatch(1);
    Semaphore turns = new Semaphore(0);
    threads.start(
        "kept",
        () -> {
          turns.release();
          stuck.await();
        });
    threads.startUnhurried("slow", () -> new CountDownLatch(1).await());
    assertThat(turns.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    now.addAndGet(Duration.ofSeconds(119).toNanos());
    assertThat(threads.obstacle()).isEmpty();
    now.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(threads.obstacle()).hasValue("the thread kept has not done its work for 121 s");
    stuck.countDown();
    assertThat(turns.tryAcquire(2, 20, TimeUnit.SECONDS)).isTrue();
    assertThat(threads.obstacle()).isEqualTo(Optional.empty());
    threads.close();
  }
}
