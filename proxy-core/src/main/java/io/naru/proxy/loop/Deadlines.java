package io.naru.proxy.loop;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * All timeouts of one loop, on a wheel of {@value #TICK_MILLIS} ms slots: a deadline never expires
 * early, and at most {@value #MAX_LATE_TICKS} ticks late. Time in which the loop was held up does
 * not count: what a client sent meanwhile is read before it is blamed for its silence. Moving a
 * deadline back, which is what traffic does all the time, writes one field and reads no clock. Used
 * on one loop only.
 */
public final class Deadlines {
  public static final int TICK_MILLIS = 50;
  public static final int MAX_LATE_TICKS = 6;
  private static final int SLOTS = 1024;

  /** More ticks than these between two runs mean that the loop was held up. */
  private static final int MAX_TICKS_A_RUN = 2;

  /** What an arming may lie behind the last run, and what the wheel moves in the next. */
  private static final int MARGIN = MAX_TICKS_A_RUN + 1;

  /** Runs a task on the loop after a delay. */
  @FunctionalInterface
  public interface Scheduler {
    void schedule(Runnable task, long delay, TimeUnit unit);
  }

  private final Scheduler scheduler;
  private final LongSupplier nanoClock;
  private final Deadline[] wheel = new Deadline[SLOTS];
  private long tick;
  private long lastRun;
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
      due = tick + MARGIN + Math.ceilDiv(millis, TICK_MILLIS);
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

    /**
     * A bug, or a want of memory, behind one deadline is reported and leaves the loop its others.
     */
    private void expire() {
      try {
        expired.run();
      } catch (RuntimeException | Error bug) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, bug);
      }
    }
  }

  private void start() {
    if (!running) {
      running = true;
      lastRun = now();
      scheduler.schedule(this::advance, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /**
   * The clock in milliseconds, as coarse as a tick: free while anything is armed, which is always
   * so under load.
   */
  public long coarseMillis() {
    return (running ? lastRun : now()) * TICK_MILLIS;
  }

  private long now() {
    return TimeUnit.NANOSECONDS.toMillis(nanoClock.getAsLong()) / TICK_MILLIS;
  }

  private void advance() {
    long now = now();
    long ticks = Math.min(now - lastRun, MAX_TICKS_A_RUN);
    lastRun = now;
    for (long i = 0; i < ticks; i++) {
      tick++;
      expire(wheel[(int) (tick & SLOTS - 1)]);
    }
    running = armed > 0;
    if (running) {
      scheduler.schedule(this::advance, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /**
   * What is due runs; what was moved back while it waited here goes to its later slot. Nothing that
   * is armed meanwhile comes into this slot, which is a whole turn away.
   */
  private void expire(Deadline head) {
    while (head.next != head) {
      Deadline deadline = head.next;
      deadline.unlink();
      if (deadline.due > tick) {
        deadline.link();
      } else {
        armed--;
        deadline.expire();
      }
    }
  }
}
