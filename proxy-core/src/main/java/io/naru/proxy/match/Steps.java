package io.naru.proxy.match;

/**
 * What the expressions that one request meets may still cost together. A unit is about the work of
 * one thread of a linear engine on one byte, some nanoseconds. Used on one thread.
 */
public final class Steps {
  /** A few milliseconds of work at the very worst; ordinary paths take a few thousand. */
  public static final int PER_REQUEST = 500_000;

  private long left;

  public Steps(long units) {
    this.left = units;
  }

  public static Steps perRequest() {
    return new Steps(PER_REQUEST);
  }

  /** What is left; negative once it was spent. */
  public long left() {
    return left;
  }

  boolean take(long units) {
    left -= units;
    return left >= 0;
  }
}
