package io.naru.proxy.balance;

import io.naru.proxy.upstream.Endpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Of two endpoints at random the one whose latency, a moving average that decays with time, is
 * lower (behaviour 14).
 */
final class Ewma implements Balancer {
  /** After this time without samples 37 % of an average is left. */
  static final double DECAY_NANOS = 10e9;

  /** What a failure counts for, so that an endpoint which fails at once is not the fastest. */
  static final long FAILURE_NANOS = 5_000_000_000L;

  private final RandomGenerator random;
  private final LongSupplier nanoClock;
  private Map<Endpoint, Average> averages = new HashMap<>();
  private List<Endpoint> known = List.of();

  private static final class Average {
    private double nanos;
    private long at;
  }

  Ewma(RandomGenerator random, LongSupplier nanoClock) {
    this.random = random;
    this.nanoClock = nanoClock;
  }

  @Override
  public Endpoint choose(List<Endpoint> endpoints, Predicate<Endpoint> open, boolean again) {
    if (!endpoints.equals(known)) {
      follow(endpoints);
    }
    if (endpoints.size() == 1) {
      return endpoints.getFirst();
    }
    Endpoint first = open(endpoints, random.nextInt(endpoints.size()), open);
    Endpoint second = open(endpoints, random.nextInt(endpoints.size()), open);
    if (first.equals(second)) {
      second = open(endpoints, endpoints.indexOf(first) + 1, open);
    }
    return score(second) < score(first) ? second : first;
  }

  /** The first one from the place on that is open; there is one. */
  private static Endpoint open(List<Endpoint> endpoints, int place, Predicate<Endpoint> open) {
    int i = place % endpoints.size();
    while (!open.test(endpoints.get(i))) {
      i = (i + 1) % endpoints.size();
    }
    return endpoints.get(i);
  }

  /** New endpoints start at the average of those that stay; those that are gone are forgotten. */
  private void follow(List<Endpoint> endpoints) {
    long now = nanoClock.getAsLong();
    double mean =
        averages.values().stream().mapToDouble(average -> average.nanos).average().orElse(0);
    Map<Endpoint, Average> next = new HashMap<>();
    for (Endpoint endpoint : endpoints) {
      Average average = averages.get(endpoint);
      next.put(endpoint, average == null ? starting(mean, now) : average);
    }
    averages = next;
    known = endpoints;
  }

  private static Average starting(double nanos, long now) {
    Average average = new Average();
    average.nanos = nanos;
    average.at = now;
    return average;
  }

  private double score(Endpoint endpoint) {
    Average average = averages.get(endpoint);
    return average == null ? 0 : average.nanos * weight(average);
  }

  private double weight(Average average) {
    return Math.exp(-Math.max(0, nanoClock.getAsLong() - average.at) / DECAY_NANOS);
  }

  @Override
  public void observe(Endpoint endpoint, long nanos) {
    Average average = averages.get(endpoint);
    if (average != null) {
      double weight = weight(average);
      average.nanos = average.nanos * weight + nanos * (1 - weight);
      average.at = nanoClock.getAsLong();
    }
  }

  @Override
  public void failed(Endpoint endpoint) {
    observe(endpoint, FAILURE_NANOS);
  }
}
