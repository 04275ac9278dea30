package io.naru.proxy.loop;

/**
 * The clients' connections of one loop that have no request under way: when there are as many
 * connections as there may be, these make room for newcomers. First those go that were never seen
 * to come back with a second request, then the others; of each the longest idle first. So whoever
 * only holds connections shuts out others like him, and not the clients who use theirs. Used on one
 * loop only.
 */
public final class IdleConnections {
  /** Of those that cannot be spared, so many are passed over in one search. */
  private static final int MOST_PASSED = 32;

  private final Idle fresh = new End();
  private final Idle returning = new End();

  /** A connection, while it is idle and while it is not. */
  public abstract static class Idle {
    private Idle next = this;
    private Idle previous = this;

    /**
     * Closes the connection now, its descriptor too.
     *
     * @return false if it cannot be spared at the moment: its last answer is not taken yet
     */
    protected abstract boolean evict();

    @SuppressWarnings("ReferenceEquality") // whether it is this one, not what it is like
    private boolean isLinked() {
      return next != this;
    }

    private void unlink() {
      previous.next = next;
      next.previous = previous;
      next = this;
      previous = this;
    }

    private void linkBefore(Idle end) {
      unlink();
      previous = end.previous;
      next = end;
      end.previous.next = this;
      end.previous = this;
    }
  }

  /** Where a list of them begins and ends. */
  private static final class End extends Idle {
    @Override
    protected boolean evict() {
      return false;
    }
  }

  /**
   * It has nothing under way from now on.
   *
   * @param requests how many it has had so far
   */
  public void add(Idle connection, int requests) {
    connection.linkBefore(requests > 1 ? returning : fresh);
  }

  /** It has something under way, or is closed. */
  public void remove(Idle connection) {
    connection.unlink();
  }

  /** Whether one was closed. */
  public boolean evictLongestIdle() {
    return evictLongestIdle(fresh) || evictLongestIdle(returning);
  }

  private static boolean evictLongestIdle(Idle end) {
    for (int passed = 0; passed < MOST_PASSED && end.isLinked(); passed++) {
      Idle longest = end.next;
      longest.unlink();
      if (longest.evict()) {
        return true;
      }
      longest.linkBefore(end);
    }
    return false;
  }
}
