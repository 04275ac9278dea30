package io.naru.proxy.buffer;

/**
 * How far the budget is used, and what one connection may hold in view of that. The more is held,
 * the less each holds: who takes what it is sent loses nothing by that, and those who do not never
 * come to hold all of it.
 */
public enum Pressure {
  /** Below a half: bodies flow in large reads. */
  LOW(256 * 1024, 256 * 1024),
  /** Below five eighths. */
  MEDIUM(64 * 1024, 64 * 1024),
  /**
   * Within the budget: what is left is for thousands who take nothing, so that they do not keep out
   * those who do. Bodies are not kept for another attempt.
   */
  HIGH(4 * 1024, 4 * 1024),
  /**
   * Over it: no new work. Of each body one read is on its way at a time, so that what has begun can
   * end, whoever holds the rest.
   */
  OVER(4 * 1024, 1),
  /** A quarter over it: what would be held on top ends its exchange. */
  EXCESS(4 * 1024, 1);

  private final int size;
  private final int window;

  Pressure(int size, int window) {
    this.size = size;
    this.window = window;
  }

  /** The pressure of so much of a budget, rising. */
  static Pressure of(long used, long limit) {
    if (used >= limit) {
      return used - limit >= limit / 4 ? EXCESS : OVER;
    }
    if (used >= limit / 8 * 5) {
      return HIGH;
    }
    return used >= limit / 2 ? MEDIUM : LOW;
  }

  /** The most that is read at once, and that a connection queues for writing, in bytes. */
  int size() {
    return size;
  }

  /** How many bytes of a body may be on their way before its producer is not read any more. */
  public int window() {
    return window;
  }
}
