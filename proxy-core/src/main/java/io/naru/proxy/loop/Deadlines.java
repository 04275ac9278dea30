package io.naru.proxy.loop;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * All timeouts of one loop, on a wheel of {@value #TICK_MILLIS} ms slots: a deadline expires at
 * most two ticks late and never early. Moving a deadline back, which is what traffic does all the
 * time, writes one field. Used on one loop only.
 */
public final class Deadlines {
  public static final int TICK_MILLIS = 50;
  private static final int SLOTS = 1024;

  /** Runs a task on the loop after a delay. */
  @FunctionalInterface
  public interface Scheduler {
    void schedule(Runnable task, long delay, TimeUnit unit);
  }

  private final Scheduler scheduler;
  private final LongSupplier nanoClock;
  private final Deadline[] wheel = new Deadline[SLOTS];
  private long tick;
  private int armed;
  private boolean running;

  /**
   * @param nanoClock monotonic, in nanoseconds
   */
  public Deadlines(Scheduler scheduler, LongSupplier nanoClock) {
    this.scheduler = scheduler;
    this.nanoClock = nanoClock;
    for (int i = 0; i < SLOTS; i++) {
      wheel[i] = new Deadline(() -> {});
    }
  }

  /** A deadline that is not armed yet. */
  public Deadline create(Runnable expired) {
    return new Deadline(expired);
  }

  /** One thing that may take too long. */
  public final class Deadline {
    private final Runnable expired;
    private Deadline next = this;
    private Deadline previous = this;
    private long due;
    private long slotTick;

    private Deadline(Runnable expired) {
      this.expired = expired;
    }

    /** Expires after so many milliseconds from now, whatever was armed before. */
    public void arm(long millis) {
      start();
      due = tick + millis / TICK_MILLIS + 2;
      if (next == this) {
        armed++;
        link();
      } else if (due < slotTick) {
        unlink();
        link();
      }
    }

    /** Does not expire any more. */
    public void disarm() {
      if (next != this) {
        unlink();
        armed--;
      }
    }

    public boolean isArmed() {
      return next != this;
    }

    private void link() {
      slotTick = Math.min(due, tick + SLOTS - 1);
      Deadline head = wheel[(int) (slotTick & SLOTS - 1)];
      next = head.next;
      previous = head;
      head.next.previous = this;
      head.next = this;
    }

    private void unlink() {
      previous.next = next;
      next.previous = previous;
      next = this;
      previous = this;
    }
  }

  private void start() {
    if (!running) {
      running = true;
      tick = now();
      scheduler.schedule(this::advance, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private long now() {
    return TimeUnit.NANOSECONDS.toMillis(nanoClock.getAsLong()) / TICK_MILLIS;
  }

  private void advance() {
    long now = now();
    while (tick < now) {
      tick++;
      expire(wheel[(int) (tick & SLOTS - 1)]);
    }
    running = armed > 0;
    if (running) {
      scheduler.schedule(this::advance, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** What is due runs; what was moved back while it waited here goes to its later slot. */
  private void expire(Deadline head) {
    Deadline first = head.next;
    if (first == head) {
      return;
    }
    Deadline last = head.previous;
    head.next = head;
    head.previous = head;
    Deadline chain = new Deadline(() -> {});
    chain.next = first;
    first.previous = chain;
    chain.previous = last;
    last.next = chain;
    while (chain.next != chain) {
      Deadline deadline = chain.next;
      deadline.unlink();
      if (deadline.due > tick) {
        deadline.link();
      } else {
        armed--;
        deadline.expired.run();
      }
    }
  }
}
