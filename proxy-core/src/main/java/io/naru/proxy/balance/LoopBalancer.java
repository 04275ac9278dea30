package io.naru.proxy.balance;

import io.naru.proxy.upstream.Balance;
import io.naru.proxy.upstream.Endpoint;
import io.naru.proxy.upstream.Upstream;
import io.naru.proxy.upstream.UpstreamId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Chooses endpoints for the exchanges of one loop. What it learns is kept under the upstream's id,
 * whatever else of the upstream changes. Used on its loop only.
 */
public final class LoopBalancer {
  private final RandomGenerator random;
  private final LongSupplier nanoClock;
  private final Map<UpstreamId, Kept> balancers = new HashMap<>();

  private record Kept(Balance balance, Balancer balancer) {}

  /**
   * @param nanoClock monotonic, in nanoseconds
   */
  public LoopBalancer(RandomGenerator random, LongSupplier nanoClock) {
    this.random = random;
    this.nanoClock = nanoClock;
  }

  /** The endpoint for the next attempt; empty if the upstream has none (503). */
  public Optional<Endpoint> choose(Upstream upstream, Tried tried) {
    if (upstream.endpoints().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(balancer(upstream).choose(upstream.endpoints(), tried));
  }

  private Balancer balancer(Upstream upstream) {
    Kept kept = balancers.get(upstream.id());
    if (kept == null || !kept.balance.equals(upstream.balance())) {
      kept = new Kept(upstream.balance(), create(upstream.balance()));
      balancers.put(upstream.id(), kept);
    }
    return kept.balancer;
  }

  private Balancer create(Balance balance) {
    return switch (balance) {
      case Balance.RoundRobin() -> new RoundRobin(random);
      case Balance.Ewma() -> new Ewma(random, nanoClock);
    };
  }

  /**
   * An attempt ended.
   *
   * @param nanos from its connect to the end of its response
   */
  public void observe(UpstreamId upstream, Endpoint endpoint, long nanos) {
    Kept kept = balancers.get(upstream);
    if (kept != null) {
      kept.balancer.observe(endpoint, nanos);
    }
  }

  /** Forgets the upstreams that are gone. */
  public void keep(Predicate<UpstreamId> kept) {
    balancers.keySet().removeIf(kept.negate());
  }
}
