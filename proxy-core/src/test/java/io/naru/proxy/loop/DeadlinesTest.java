package io.naru.proxy.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.testkit.HandTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  private static final long TICK = Deadlines.TICK_MILLIS;
  private static final long LATE = TICK * Deadlines.MAX_LATE_TICKS;
  private final HandTime time = new HandTime();
  private final Deadlines deadlines = time.deadlines();
  private final AtomicInteger expired = new AtomicInteger();
  private final Deadlines.Deadline deadline = deadlines.create(expired::incrementAndGet);

  private void advance(long millis) {
    time.advance(Duration.ofMillis(millis));
  }

  @Test
  void expiresOnceAndNotBeforeItsTime() {
    deadline.arm(1000);
    advance(999);
    assertThat(expired).hasValue(0);
    advance(1 + LATE);
    assertThat(expired).hasValue(1);
    assertThat(deadline.isArmed()).isFalse();
    advance(10_000);
    assertThat(expired).hasValue(1);
  }

  @Test
  void mayBeArmedAtAnyMomentBetweenTwoTicks() {
    for (int offset = 0; offset < 200; offset += 7) {
      advance(offset);
      int before = expired.get();
      deadline.arm(130);
      advance(129);
      assertThat(expired).hasValue(before);
      advance(1 + LATE);
      assertThat(expired).hasValue(before + 1);
    }
  }

  @Test
  void movedBackItExpiresLater() {
    deadline.arm(1000);
    for (int i = 0; i < 20; i++) {
      advance(900);
      deadline.arm(1000);
    }
    advance(999);
    assertThat(expired).hasValue(0);
    advance(1 + LATE);
    assertThat(expired).hasValue(1);
  }

  @Test
  void movedForwardItExpiresSooner() {
    deadline.arm(3_600_000);
    advance(100);
    deadline.arm(1000);
    advance(999);
    assertThat(expired).hasValue(0);
    advance(1 + LATE);
    assertThat(expired).hasValue(1);
  }

  @Test
  void disarmedItNeverExpires() {
    deadline.arm(1000);
    deadline.disarm();
    deadline.disarm();
    assertThat(deadline.isArmed()).isFalse();
    advance(10_000);
    assertThat(expired).hasValue(0);
  }

  @Test
  void anIdleLoopRunsNoTask() {
    assertThat(time.waiting()).isZero();
    deadline.arm(1000);
    assertThat(time.waiting()).isOne();
    advance(1000 + LATE);
    assertThat(time.waiting()).isZero();
    advance(10_000);
    deadline.arm(100);
    advance(100 + LATE);
    assertThat(expired).hasValue(2);
  }

  @Test
  void mayBeArmedAgainByItsOwnExpiry() {
    List<Long> at = new ArrayList<>();
    Deadlines.Deadline[] own = new Deadlines.Deadline[1];
    own[0] =
        deadlines.create(() -> {
          at.add(time.nanos() / 1_000_000);
          if (at.size() < 3) {
            own[0].arm(500);
          }
        });
    own[0].arm(500);
    advance(5000);
    assertThat(at).hasSize(3);
    assertThat(at.get(2)).isBetween(1500L, 1500 + 3 * LATE);
  }

  @Test
  void mayBeDisarmedByAnotherOfTheSameTick() {
    List<Deadlines.Deadline> pair = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      pair.add(
          deadlines.create(() -> {
            expired.incrementAndGet();
            pair.forEach(Deadlines.Deadline::disarm);
          }));
    }
    pair.forEach(each -> each.arm(100));
    advance(10_000);
    assertThat(expired).hasValue(1);
    assertThat(time.waiting()).isZero();
  }

  @Test
  void longerThanATurnOfTheWheelIsNoMatter() {
    deadline.arm(10 * 1024 * TICK);
    advance(10 * 1024 * TICK - 1);
    assertThat(expired).hasValue(0);
    advance(1 + LATE);
    assertThat(expired).hasValue(1);
  }

  @Test
  void zeroIsSoon() {
    deadline.arm(0);
    advance(LATE);
    assertThat(expired).hasValue(1);
  }

  /** What a client sent meanwhile waits in its socket; it is not to blame. */
  @Test
  void timeInWhichTheLoopWasHeldUpDoesNotCount() {
    deadline.arm(1000);
    time.holdUp(Duration.ofSeconds(60));
    assertThat(expired).hasValue(0);
    advance(1000 + LATE);
    assertThat(expired).hasValue(1);
  }

  @Test
  void armedWhileTheLoopIsHeldUpItIsNotEarly() {
    deadlines.create(() -> {}).arm(60_000);
    for (int held = 0; held < 500; held += 13) {
      time.pass(Duration.ofMillis(held));
      int before = expired.get();
      deadline.arm(100);
      advance(99);
      assertThat(expired).as("held up %d ms", held).hasValue(before);
      advance(1 + LATE);
      assertThat(expired).hasValue(before + 1);
    }
  }

  @Test
  void whatBreaksOneLeavesTheOthers() {
    List<Throwable> reported = new ArrayList<>();
    Thread.UncaughtExceptionHandler before = Thread.currentThread().getUncaughtExceptionHandler();
    Thread.currentThread().setUncaughtExceptionHandler((_, bug) -> reported.add(bug));
    try {
      for (int i = 0; i < 3; i++) {
        deadlines
            .create(() -> {
              throw new IllegalStateException("a bug");
            })
            .arm(100);
      }
      deadlines
          .create(() -> {
            throw new OutOfMemoryError("no buffer to be had");
          })
          .arm(100);
      deadline.arm(100);
      deadlines.create(expired::incrementAndGet).arm(200);
      advance(200 + LATE);
    } finally {
      Thread.currentThread().setUncaughtExceptionHandler(before);
    }
    assertThat(reported).hasSize(4);
    assertThat(expired).hasValue(2);
  }

  @Test
  void manyThousandsExpireEachInItsTime() {
    Random random = new Random(1);
    List<long[]> results = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      long[] result = {0, 0};
      results.add(result);
      Deadlines.Deadline each = deadlines.create(() -> result[1] = time.nanos() / 1_000_000);
      for (int moves = random.nextInt(3); moves >= 0; moves--) {
        long millis = random.nextInt(120_000);
        each.arm(millis);
        result[0] = time.nanos() / 1_000_000 + millis;
      }
      if (random.nextInt(4) == 0) {
        each.disarm();
        result[0] = 0;
      }
      if (i % 100 == 0) {
        advance(random.nextInt(60));
      }
    }
    advance(130_000);
    assertThat(results)
        .allSatisfy(result ->
            assertThat(result[1]).isBetween(result[0], result[0] == 0 ? 0 : result[0] + LATE));
    assertThat(time.waiting()).isZero();
  }
}
