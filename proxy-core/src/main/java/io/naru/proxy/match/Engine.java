package io.naru.proxy.match;

/**
 * A compiled expression over ISO-8859-1 bytes. Immutable; used by all loops at once. No call costs
 * more than the steps it is given.
 */
public sealed interface Engine permits LinearEngine, BacktrackingEngine {

  /** What came out of a test. */
  enum Outcome {
    MATCH,
    MISS,
    /** The steps were spent before it was known. */
    SPENT
  }

  /** Whether the expression is found in the range, as its pattern says where. */
  Outcome test(byte[] bytes, int from, int to, Steps steps);

  /** As {@link #test}, with what the groups took. */
  Search search(byte[] bytes, int from, int to, Steps steps);
}
