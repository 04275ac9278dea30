package io.naru.proxy.runtime;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The table that new requests are served from: one volatile field, the only swap there is. Any
 * thread may read; one thread at a time publishes, and listeners hear of it on their own loops.
 */
public final class CurrentTable {
  private volatile LiveTable current;
  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

  /**
   * @param first what is served until something is published
   */
  public CurrentTable(LiveTable first) {
    this.current = first;
  }

  /** The table as it is now; to be read once per exchange at its head, and once per attempt. */
  public LiveTable get() {
    return current;
  }

  /** Swaps the table and has every listener told on its loop. */
  public synchronized void publish(LiveTable next) {
    current = next;
    subscriptions.forEach(Subscription::post);
  }

  /**
   * Tells the listener of every swap from now on. Swaps that come faster than the loop runs reach
   * it as one.
   *
   * @param loop runs tasks one after another; one that rejects them is taken to be over
   * @return ends it
   */
  public Runnable subscribe(Executor loop, TableListener listener) {
    Subscription subscription = new Subscription(loop, listener);
    subscriptions.add(subscription);
    return () -> subscriptions.remove(subscription);
  }

  private final class Subscription {
    private final Executor loop;
    private final TableListener listener;
    private final AtomicBoolean posted = new AtomicBoolean();

    Subscription(Executor loop, TableListener listener) {
      this.loop = loop;
      this.listener = listener;
    }

    void post() {
      if (posted.compareAndSet(false, true)) {
        try {
          loop.execute(this::run);
        } catch (RejectedExecutionException _) {
          subscriptions.remove(this);
        }
      }
    }

    /** Clears the mark before it reads the table, so that no swap is missed. */
    private void run() {
      posted.set(false);
      listener.published(current);
    }
  }
}
