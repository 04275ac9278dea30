package io.naru.proxy.h2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ResetBudgetTest {
  private final AtomicLong clock = new AtomicLong();
  private final ResetBudget budget = new ResetBudget(500, clock::get);

  private void pass(long millis) {
    clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private boolean waste() {
    budget.begun();
    return budget.wasted();
  }

  @Test
  void aBurstIsFollowedToItsMeasure() {
    int within = 0;
    while (waste()) {
      within++;
    }
    assertThat(within).isEqualTo(500);
  }

  @Test
  void aPageThatIsLeftEachSecondIsNoFlood() {
    for (int second = 0; second < 600; second++) {
      for (int i = 0; i < 20; i++) {
        assertThat(waste()).isTrue();
      }
      pass(1000);
    }
  }

  @Test
  void manyAreNoFloodWhereTheyAreTheLesserPart() {
    for (int i = 0; i < 100_000; i++) {
      budget.begun();
      assertThat(waste()).isTrue();
      pass(1);
    }
  }

  @Test
  void aStallIsJudgedBesideWhatWentWellBefore() {
    for (int i = 0; i < 10_000; i++) {
      budget.begun();
      pass(1);
    }
    for (int i = 0; i < 2000; i++) {
      assertThat(waste()).isTrue();
      pass(1);
    }
  }

  @Test
  void whatWentWellLongAgoIsNoExcuse() {
    for (int i = 0; i < 1_000_000; i++) {
      budget.begun();
    }
    pass(20_000);
    int within = 0;
    while (waste()) {
      within++;
    }
    assertThat(within).isEqualTo(500);
  }

  @Test
  void aBudgetThatWasMetIsNotMetForEver() {
    while (waste()) {}
    pass(30_000);
    assertThat(waste()).isTrue();
  }

  @Test
  void noLimitIsNoLimit() {
    ResetBudget unlimited = new ResetBudget(0, clock::get);
    for (int i = 0; i < 100_000; i++) {
      unlimited.begun();
      assertThat(unlimited.wasted()).isTrue();
    }
  }
}
