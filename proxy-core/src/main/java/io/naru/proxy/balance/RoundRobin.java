package io.naru.proxy.balance;

import io.naru.proxy.upstream.Endpoint;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Each in turn, from a random start (behaviour 14). Retries have a turn of their own: on a shared
 * one, each would give the next exchange the endpoint that it has just fled from.
 */
final class RoundRobin implements Balancer {
  private final Turn firsts;
  private final Turn retries;

  RoundRobin(RandomGenerator random) {
    this.firsts = new Turn(random.nextInt());
    this.retries = new Turn(random.nextInt());
  }

  private static final class Turn {
    private int turn;

    private Turn(int start) {
      this.turn = start;
    }

    private Endpoint next(List<Endpoint> endpoints) {
      turn = turn + 1 & Integer.MAX_VALUE;
      return endpoints.get(turn % endpoints.size());
    }
  }

  /** What is not open gives its turn to the next, so that the others share its part evenly. */
  @Override
  public Endpoint choose(List<Endpoint> endpoints, Predicate<Endpoint> open, boolean again) {
    Turn turn = again ? retries : firsts;
    Endpoint endpoint = turn.next(endpoints);
    for (int i = 1; i < endpoints.size() && !open.test(endpoint); i++) {
      endpoint = turn.next(endpoints);
    }
    return endpoint;
  }

  @Override
  public void observe(Endpoint endpoint, long nanos) {}

  @Override
  public void failed(Endpoint endpoint) {}
}
