package io.naru.proxy.pool;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many connections of one kind may be open at a time. Logs when one finds no room, and when
 * that is over. Any thread.
 */
public final class ConnectionBound {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionBound.class);

  /** It is over when this part of the bound is free again, so that the log does not flutter. */
  private static final int FREE_PART = 10;

  private final String kind;
  private final int most;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicBoolean full = new AtomicBoolean();

  /**
   * @param kind of connections, for the log, in the plural
   * @param most at least 1
   */
  public ConnectionBound(String kind, int most) {
    this.kind = kind;
    this.most = most;
  }

  /** Whether there was room for one more, which counts as open from now on. */
  public boolean take() {
    if (open.getAndUpdate(now -> now < most ? now + 1 : now) < most) {
      return true;
    }
    if (full.compareAndSet(false, true)) {
      LOG.warn("{} are at their bound of {}", kind, most);
    }
    return false;
  }

  /** One that was taken is closed. */
  public void giveBack() {
    int left = open.decrementAndGet();
    if (full.get() && left <= most - Math.ceilDiv(most, FREE_PART) && full.getAndSet(false)) {
      LOG.info("{} are below their bound of {} again", kind, most);
    }
  }

  public boolean hasRoom() {
    return open.get() < most;
  }

  public int open() {
    return open.get();
  }

  public int most() {
    return most;
  }
}
