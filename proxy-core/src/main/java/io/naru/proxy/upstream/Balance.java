package io.naru.proxy.upstream;

/** How an attempt's endpoint is chosen (behaviour 14). */
public sealed interface Balance {

  /** Each in turn, from a random start, per loop. */
  record RoundRobin() implements Balance {}

  /** Of two at random, the one with the lower decayed latency. */
  record Ewma() implements Balance {}
}
