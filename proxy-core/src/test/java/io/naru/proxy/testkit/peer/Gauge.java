package io.naru.proxy.testkit.peer;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A number that rises and falls, and that tests wait for. Any thread. */
public final class Gauge {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private int value;
  private int total;

  synchronized void up() {
    value++;
    total++;
    notifyAll();
  }

  synchronized void down() {
    value--;
    notifyAll();
  }

  public synchronized int value() {
    return value;
  }

  /** How often it rose. */
  public synchronized int total() {
    return total;
  }

  /** Waits until the value is the wanted one. */
  public synchronized void await(int wanted) throws InterruptedException, TimeoutException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (value != wanted) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        throw new TimeoutException("waited for " + wanted + ", it stays " + value);
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }
}
