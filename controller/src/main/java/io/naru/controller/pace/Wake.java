package io.naru.controller.pace;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A bell for one waiting loop: however often it is rung, the loop wakes once.
///
/// Thread rule: one thread waits, any rings.
public final class Wake {
  private final Semaphore rings = new Semaphore(0);

  public void ring() {
    rings.release();
  }

  /// Waits for the bell, and no longer than the given time.
  ///
  /// @return whether it was rung since the last wait
  public boolean await(Duration most) throws InterruptedException {
    boolean rung = rings.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS);
    rings.drainPermits();
    return rung;
  }
}
