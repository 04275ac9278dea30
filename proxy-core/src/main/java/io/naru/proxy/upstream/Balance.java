package io.naru.proxy.upstream;

/** How an attempt's endpoint is chosen (behaviour 14). */
public sealed interface Balance {

  /** Whether it goes by how long attempts took, so that somebody has to measure. */
  boolean learns();

  /** Each in turn, from a random start, per loop. */
  record RoundRobin() implements Balance {
    @Override
    public boolean learns() {
      return false;
    }
  }

  /** Of two at random, the one with the lower decayed latency. */
  record Ewma() implements Balance {
    @Override
    public boolean learns() {
      return true;
    }
  }
}
