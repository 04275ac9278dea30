package io.naru.proxy.balance;

import io.naru.proxy.upstream.Balance;
import io.naru.proxy.upstream.Endpoint;
import io.naru.proxy.upstream.Upstream;
import io.naru.proxy.upstream.UpstreamId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses endpoints for the exchanges of one loop. What it learns is kept under the upstream's id,
 * whatever else of the upstream changes. Used on its loop only.
 */
public final class LoopBalancer {
  private final RandomGenerator random;
  private final LongSupplier nanoClock;
  private final Map<UpstreamId, Kept> balancers = new HashMap<>();

  /** Of the upstreams that have a resting endpoint. */
  private final Map<UpstreamId, EndpointHealth> healths = new HashMap<>();

  private record Kept(Balance balance, Balancer balancer) {}

  /**
   * @param nanoClock monotonic, in nanoseconds
   */
  public LoopBalancer(RandomGenerator random, LongSupplier nanoClock) {
    this.random = random;
    this.nanoClock = nanoClock;
  }

  /**
   * The endpoint for the next attempt; empty if the upstream has none (503). The outcome is to be
   * told: {@link #reached}, {@link #unreachable} or {@link #undecided}.
   */
  public Optional<Endpoint> choose(Upstream upstream, Tried tried) {
    List<Endpoint> endpoints = upstream.endpoints();
    if (endpoints.isEmpty()) {
      return Optional.empty();
    }
    EndpointHealth health = healths.get(upstream.id());
    if (health != null && tried.isNone()) {
      Optional<Endpoint> probe = health.probe(endpoints, nanoClock.getAsLong());
      if (probe.isPresent()) {
        return probe;
      }
    }
    Predicate<Endpoint> open =
        health == null && tried.isNone() ? LoopBalancer::any : open(endpoints, tried, health);
    return Optional.of(balancer(upstream).choose(endpoints, open, !tried.isNone()));
  }

  /**
   * What was not tried and does not rest; where there is none, what does not rest is tried again,
   * and where all rest they are served as if none did.
   */
  private static Predicate<Endpoint> open(
      List<Endpoint> endpoints, Tried tried, @Nullable EndpointHealth health) {
    Predicate<Endpoint> untried = endpoint -> !tried.has(endpoint);
    Predicate<Endpoint> awake = endpoint -> health == null || !health.isResting(endpoint);
    return Stream.of(untried.and(awake), awake, untried)
        .filter(open -> endpoints.stream().anyMatch(open))
        .findFirst()
        .orElse(LoopBalancer::any);
  }

  private static boolean any(Endpoint endpoint) {
    return true;
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
   * The head of a response came.
   *
   * @param nanos since the attempt began, its connect included
   */
  public void observe(UpstreamId upstream, Endpoint endpoint, long nanos) {
    Kept kept = balancers.get(upstream);
    if (kept != null) {
      kept.balancer.observe(endpoint, nanos);
    }
  }

  /** An attempt that was connected got no answer, or one that counts as a failure. */
  public void failed(UpstreamId upstream, Endpoint endpoint) {
    Kept kept = balancers.get(upstream);
    if (kept != null) {
      kept.balancer.failed(endpoint);
    }
  }

  /** An attempt was refused its connection, or did not get it in time: the endpoint rests. */
  public void unreachable(UpstreamId upstream, Endpoint endpoint) {
    healths
        .computeIfAbsent(upstream, _ -> new EndpointHealth())
        .unreachable(endpoint, nanoClock.getAsLong());
  }

  /** An attempt has got its connection, or an answer on one that was there. */
  public void reached(UpstreamId upstream, Endpoint endpoint) {
    EndpointHealth health = healths.get(upstream);
    if (health != null) {
      health.reached(endpoint);
      if (health.isGood()) {
        healths.remove(upstream);
      }
    }
  }

  /** An attempt ended before anything was known of its endpoint. */
  public void undecided(UpstreamId upstream, Endpoint endpoint) {
    EndpointHealth health = healths.get(upstream);
    if (health != null) {
      health.undecided(endpoint);
    }
  }

  /** Forgets the upstreams and endpoints that are gone. */
  public void keep(Map<UpstreamId, Upstream> upstreams) {
    balancers.keySet().retainAll(upstreams.keySet());
    healths.forEach((id, health) -> {
      Upstream upstream = upstreams.get(id);
      health.keep(upstream == null ? List.of() : upstream.endpoints());
    });
    healths.values().removeIf(EndpointHealth::isGood);
  }
}
