package io.naru.proxy.loop;

import java.util.ArrayList;
import java.util.concurrent.Executor;

/**
 * Flushes each marked connection once, after the loop has handled what was ready: many small writes
 * of one iteration become one system call (DESIGN 3.2). Used on one loop only.
 */
public final class FlushBatch {

  /** A connection with written but unflushed bytes. */
  public abstract static class Flushable {
    private boolean marked;

    /** Flushes now; called once per mark, on the loop. */
    protected abstract void flushMarked();
  }

  private final Executor loop;
  private ArrayList<Flushable> marked = new ArrayList<>();
  private ArrayList<Flushable> flushing = new ArrayList<>();

  public FlushBatch(Executor loop) {
    this.loop = loop;
  }

  /** Has the connection flushed at the end of this iteration; marking it again costs nothing. */
  public void mark(Flushable connection) {
    if (connection.marked) {
      return;
    }
    connection.marked = true;
    marked.add(connection);
    if (marked.size() == 1) {
      loop.execute(this::flush);
    }
  }

  /** Flushing may mark connections again; those wait for the next task. */
  private void flush() {
    ArrayList<Flushable> batch = marked;
    marked = flushing;
    flushing = batch;
    for (Flushable connection : batch) {
      connection.marked = false;
      flush(connection);
    }
    batch.clear();
  }

  /** A bug, or a want of memory, behind one connection is reported and leaves the others theirs. */
  private static void flush(Flushable connection) {
    try {
      connection.flushMarked();
    } catch (RuntimeException | Error bug) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, bug);
    }
  }
}
