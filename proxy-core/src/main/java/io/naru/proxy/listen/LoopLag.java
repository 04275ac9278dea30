package io.naru.proxy.listen;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How far behind each event loop is: it is asked to run a task, and until it has it lags. A loop
 * that is kept busy or blocked serves nobody, and says nothing of it itself.
 *
 * <p>Thread rule: one thread calls {@link #ask}, none of the loops; any thread reads.
 */
public final class LoopLag {
  private final LongSupplier clock;
  private final List<Asked> loops;

  /**
   * @param clock nanoseconds of a monotonic clock
   */
  public LoopLag(Collection<EventLoop> loops, LongSupplier clock) {
    this.clock = clock;
    this.loops = loops.stream().map(Asked::new).toList();
  }

  /**
   * One loop.
   *
   * @param name of its thread
   * @param lag since it was asked, zero where it has answered
   * @param stack what its thread does now; empty where it never turned
   */
  public record Lag(String name, Duration lag, List<StackTraceElement> stack) {}

  /** Asks each loop that answered the last time; to be called every second or so. */
  public void ask() {
    loops.forEach(Asked::ask);
  }

  /** The loops that lag by more. */
  public List<Lag> over(Duration most) {
    return loops.stream().flatMap(it -> it.over(most).stream()).toList();
  }

  private final class Asked {
    private final EventLoop loop;
    private volatile Optional<Thread> thread = Optional.empty();
    private volatile boolean waiting;
    private volatile long since;

    private Asked(EventLoop loop) {
      this.loop = loop;
    }

    private void ask() {
      if (!waiting && !loop.isShuttingDown()) {
        since = clock.getAsLong();
        waiting = true;
        loop.execute(this::answer);
      }
    }

    private void answer() {
      if (thread.isEmpty()) {
        thread = Optional.of(Thread.currentThread());
      }
      waiting = false;
    }

    private Optional<Lag> over(Duration most) {
      Duration lag = Duration.ofNanos(clock.getAsLong() - since);
      return waiting && !loop.isShuttingDown() && lag.compareTo(most) > 0
          ? Optional.of(new Lag(name(), lag, stack()))
          : Optional.empty();
    }

    private String name() {
      return thread.map(Thread::getName).orElse("a loop that never turned");
    }

    private List<StackTraceElement> stack() {
      return thread.map(it -> Arrays.asList(it.getStackTrace())).orElse(List.of());
    }
  }
}
