package io.naru.proxy.h2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FrameBudgetTest {
  private final AtomicLong clock = new AtomicLong();
  private final FrameBudget budget = new FrameBudget(100, 100, clock::get);

  private void pass(long seconds) {
    clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  private int spendAll() {
    int spent = 0;
    while (budget.spend(1)) {
      spent++;
    }
    return spent;
  }

  @Test
  void framesWithoutUseEndWithTheBudget() {
    assertThat(spendAll()).isEqualTo(100);
  }

  @Test
  void timeFillsItAgainUpToItsMeasure() {
    spendAll();
    pass(1);
    assertThat(spendAll()).isEqualTo(10);
    pass(3600);
    assertThat(spendAll()).isEqualTo(100);
  }

  @Test
  void usefulFramesPayForOthers() {
    spendAll();
    for (int i = 0; i < 50; i++) {
      budget.earn(16_384);
    }
    assertThat(spendAll()).isGreaterThanOrEqualTo(400);
  }

  @Test
  void resetsAreCountedOverASlidingWindow() {
    for (int i = 0; i < 100; i++) {
      assertThat(budget.reset()).isTrue();
      clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(50));
    }
    assertThat(budget.reset()).as("the 101st in 5 s").isFalse();
    pass(6);
    assertThat(budget.reset()).as("the first ones are past").isTrue();
  }

  @Test
  void noLimitIsNoLimit() {
    FrameBudget unlimited = new FrameBudget(0, 0, clock::get);
    for (int i = 0; i < 100_000; i++) {
      assertThat(unlimited.spend(1) && unlimited.reset()).isTrue();
    }
  }
}
