package io.naru.proxy.loop;

/**
 * The clients' connections of one loop that have no request under way, the longest idle first: when
 * there are as many connections as there may be, these make room for newcomers. Used on one loop
 * only.
 */
public final class IdleConnections {
  /** Of those that cannot be spared, so many are passed over in one search. */
  private static final int MOST_PASSED = 32;

  private final Idle head =
      new Idle() {
        @Override
        protected boolean evict() {
          return false;
        }
      };

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
  }

  /** It has nothing under way from now on. */
  public void add(Idle connection) {
    connection.unlink();
    connection.previous = head.previous;
    connection.next = head;
    head.previous.next = connection;
    head.previous = connection;
  }

  /** It has something under way, or is closed. */
  public void remove(Idle connection) {
    connection.unlink();
  }

  /** Whether one was closed. */
  public boolean evictLongestIdle() {
    for (int passed = 0; passed < MOST_PASSED && head.isLinked(); passed++) {
      Idle longest = head.next;
      longest.unlink();
      if (longest.evict()) {
        return true;
      }
      add(longest);
    }
    return false;
  }
}
