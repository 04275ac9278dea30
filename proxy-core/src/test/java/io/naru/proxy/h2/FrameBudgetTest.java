package io.naru.proxy.h2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrameBudgetTest {
  private final AtomicLong clock = new AtomicLong();
  private final AtomicInteger exceeded = new AtomicInteger();
  private final FrameBudget budget = new FrameBudget(100, clock::get);

  @BeforeEach
  void listen() {
    budget.whenExceeded(exceeded::incrementAndGet);
  }

  private void pass(long millis) {
    clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private int spendUntilExceeded() {
    int spent = 0;
    while (exceeded.get() == 0) {
      assertThat(budget.spend()).isTrue();
      spent++;
    }
    return spent - 1;
  }

  @Test
  void framesWithoutUseEndWithTheBudget() {
    assertThat(spendUntilExceeded()).isEqualTo(100);
  }

  @Test
  void timeFillsItAgainUpToItsMeasure() {
    for (int i = 0; i < 100; i++) {
      budget.spend();
    }
    pass(1000);
    for (int i = 0; i < 10; i++) {
      budget.spend();
    }
    assertThat(exceeded).hasValue(0);
    pass(3_600_000);
    assertThat(spendUntilExceeded()).isEqualTo(100);
  }

  @Test
  void pingsOfAnIdleConnectionNeverMeetItHoweverLongItLives() {
    for (int i = 0; i < 1_000_000; i++) {
      pass(200);
      budget.spend();
    }
    assertThat(exceeded).hasValue(0);
  }

  @Test
  void aDataFrameOfOursPaysForBothWindowsAndAPing() {
    for (int i = 0; i < 1_000_000; i++) {
      budget.dataSent();
      budget.spend();
      budget.spend();
      budget.spend();
    }
    assertThat(exceeded).hasValue(0);
  }

  @Test
  void whatASocketsBuffersHoldMayBeReturnedAtOnce() {
    for (int i = 0; i < 300_000; i++) {
      budget.dataSent();
    }
    for (int i = 0; i < 900_000; i++) {
      budget.spend();
    }
    assertThat(exceeded).hasValue(0);
  }

  @Test
  void aRefusedHeaderBlockHasEarnedNothing() {
    for (int i = 0; i < 1000; i++) {
      budget.headersRead();
      assertThat(budget.refused()).isTrue();
    }
    assertThat(spendUntilExceeded()).isEqualTo(100);
  }

  @Test
  void aFloodIsToldFromAClientThatIsOver() {
    spendUntilExceeded();
    int more = 1;
    while (budget.spend()) {
      more++;
    }
    assertThat(more).isEqualTo(999);
    assertThat(exceeded).hasValue(1);
  }

  @Test
  void aFloodOfRequestsThatAreRefusedIsOneToo() {
    spendUntilExceeded();
    int more = 0;
    do {
      budget.headersRead();
      more++;
    } while (budget.refused());
    assertThat(more).isLessThan(130);
  }

  @Test
  void noLimitIsNoLimit() {
    FrameBudget unlimited = new FrameBudget(0, clock::get);
    unlimited.whenExceeded(exceeded::incrementAndGet);
    for (int i = 0; i < 100_000; i++) {
      assertThat(unlimited.spend() && unlimited.refused()).isTrue();
    }
    assertThat(exceeded).hasValue(0);
  }
}
