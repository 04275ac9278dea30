package io.naru.proxy.testkit;

import io.naru.proxy.loop.Deadlines;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/**
 * A loop's time, moved by hand: scheduled tasks run while it moves over their moment. Used where
 * its tasks are used.
 */
public final class HandTime implements Deadlines.Scheduler {
  private record Task(long due, long order, Runnable action) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::order));
  private long nanos;
  private long scheduled;

  /** Nanoseconds since some moment. */
  public long nanos() {
    return nanos;
  }

  /** Deadlines that live in this time. */
  public Deadlines deadlines() {
    return new Deadlines(this, this::nanos);
  }

  @Override
  public void schedule(Runnable task, long delay, TimeUnit unit) {
    tasks.add(new Task(nanos + unit.toNanos(delay), scheduled++, task));
  }

  /** Moves on; each task runs at its moment. */
  public void advance(Duration by) {
    long until = nanos + by.toNanos();
    for (Task next = tasks.peek(); next != null && next.due <= until; next = tasks.peek()) {
      tasks.remove(next);
      nanos = Math.max(nanos, next.due);
      next.action.run();
    }
    nanos = until;
  }

  /** Moves on at once, as for a loop that was held up: tasks run late, at the end. */
  public void holdUp(Duration by) {
    nanos += by.toNanos();
    advance(Duration.ZERO);
  }

  /** Moves on without running anything, as within one iteration of a loop. */
  public void pass(Duration by) {
    nanos += by.toNanos();
  }

  /** How many tasks wait. */
  public int waiting() {
    return tasks.size();
  }
}
