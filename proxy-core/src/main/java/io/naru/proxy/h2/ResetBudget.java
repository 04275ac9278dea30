package io.naru.proxy.h2;

import java.util.function.LongSupplier;

/**
 * How many requests a client may take back before it had anything of their answers (catalogue D1),
 * or have us reset by breaking the protocol (D2). Such a request gives up its place among the open
 * streams while its work goes on behind us, which is how a client has more work done than it may
 * have open at a time. A browser that leaves a page and calls whose deadlines pass do the same, so
 * that only a number that matters and is most of what the client asks for counts against it.
 */
final class ResetBudget {
  private static final long PERIOD_NANOS = 10_000_000_000L;

  private final int resets;
  private final LongSupplier nanoClock;
  private final Counts now = new Counts();
  private final Counts before = new Counts();
  private long periodBegan;

  private static final class Counts {
    private long begun;
    private long wasted;
  }

  /**
   * @param resets in ten seconds, whatever their share; 0 for no limit
   */
  ResetBudget(int resets, LongSupplier nanoClock) {
    this.resets = resets;
    this.nanoClock = nanoClock;
    this.periodBegan = nanoClock.getAsLong();
  }

  /** The client opened a stream. */
  void begun() {
    roll();
    now.begun++;
  }

  /**
   * A stream was reset before the client had anything of its answer.
   *
   * @return whether that is still within the budget
   */
  boolean wasted() {
    roll();
    now.wasted++;
    long wasted = now.wasted + before.wasted;
    return resets == 0 || wasted <= resets || 2 * wasted <= now.begun + before.begun;
  }

  /** Two periods are looked at, so that a stall of a second is judged beside what went well. */
  private void roll() {
    long time = nanoClock.getAsLong();
    long periods = (time - periodBegan) / PERIOD_NANOS;
    if (periods > 0) {
      before.begun = periods == 1 ? now.begun : 0;
      before.wasted = periods == 1 ? now.wasted : 0;
      now.begun = 0;
      now.wasted = 0;
      periodBegan += periods * PERIOD_NANOS;
    }
  }
}
