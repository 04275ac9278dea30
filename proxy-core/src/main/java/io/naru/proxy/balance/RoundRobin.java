package io.naru.proxy.balance;

import io.naru.proxy.upstream.Endpoint;
import java.util.List;
import java.util.random.RandomGenerator;

/** Each in turn, from a random start (behaviour 14). */
final class RoundRobin implements Balancer {
  private int turn;

  RoundRobin(RandomGenerator random) {
    this.turn = random.nextInt() & Integer.MAX_VALUE;
  }

  /** Other exchanges take turns too: what this one has tried is passed over. */
  @Override
  public Endpoint choose(List<Endpoint> endpoints, Tried tried) {
    Endpoint endpoint = advance(endpoints);
    for (int i = 1; i < endpoints.size() && tried.has(endpoint); i++) {
      endpoint = advance(endpoints);
    }
    return endpoint;
  }

  private Endpoint advance(List<Endpoint> endpoints) {
    turn = turn + 1 & Integer.MAX_VALUE;
    return endpoints.get(turn % endpoints.size());
  }

  @Override
  public void observe(Endpoint endpoint, long nanos) {}
}
