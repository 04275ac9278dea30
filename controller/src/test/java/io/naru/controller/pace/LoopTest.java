package io.naru.controller.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LoopTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

  private String next() throws InterruptedException {
    return String.valueOf(done.poll(20, TimeUnit.SECONDS));
  }

  @Test
  void aCallIsARoundBeforeTheNextIsDue() throws InterruptedException {
    try (Loop loop = loop(() -> LONG)) {
      loop.start();
      assertThat(next()).isEqualTo("round");
      loop.wake();
      assertThat(next()).isEqualTo("round");
    }
  }

  @Test
  void aRoundThatIsDueAtOnceNeedsNoCall() throws InterruptedException {
    try (Loop loop = loop(() -> Duration.ZERO)) {
      loop.start();
      assertThat(next()).isEqualTo("round");
      assertThat(next()).isEqualTo("round");
    }
  }

  @Test
  void aDefectEndsItsRoundAndNothingElse() throws InterruptedException {
    try (Loop loop =
        loop(() -> {
          throw new IllegalStateException("a defect, made by a test");
        })) {
      loop.start();
      assertThat(next()).isEqualTo("round");
      loop.wake();
      assertThat(next()).isEqualTo("round");
    }
  }

  @Test
  void norDoesAnError() throws InterruptedException {
    try (Loop loop =
        loop(() -> {
          throw new StackOverflowError("a defect, made by a test");
        })) {
      loop.start();
      assertThat(next()).isEqualTo("round");
      loop.wake();
      assertThat(next()).isEqualTo("round");
    }
  }

  @Test
  void theEndComesOnceAndLast() throws InterruptedException {
    Loop loop = loop(() -> LONG);
    loop.start();
    assertThat(next()).isEqualTo("round");
    loop.close();
    assertThat(done).containsExactly("end");
  }

  @Test
  void whatNeverBeganHasNoEnd() {
    loop(() -> LONG).close();
    assertThat(done).isEmpty();
  }

  private Loop loop(Supplier<Duration> round) {
    return new Loop(
        "test",
        new Loop.Work() {
          @Override
          public Duration round() {
            done.add("round");
            return round.get();
          }

          @Override
          public void end() {
            done.add("end");
          }
        },
        Duration.ofSeconds(20));
  }
}
