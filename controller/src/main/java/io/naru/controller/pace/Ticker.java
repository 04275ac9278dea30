package io.naru.controller.pace;

import java.util.concurrent.TimeUnit;

/// Monotonic time, and the wait for it to pass.
public interface Ticker {

  /// Nanoseconds of one clock, as [System#nanoTime()]: only differences mean something.
  long nanos();

  /// Waits so many nanoseconds; not at all for none or less.
  void pause(long nanos) throws InterruptedException;

  /// The machine's.
  static Ticker system() {
    return new Ticker() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public void pause(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanos);
      }
    };
  }
}
