package io.naru.proxy.balance;

import io.naru.proxy.upstream.Endpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which endpoints of one upstream rest because nobody could connect to them (DESIGN 4): for a
 * second, and after each probe that fails for twice as long as before, up to ten. When a rest is
 * over, one attempt at a time probes; a connection ends the rest. Only what rests is kept here.
 * Used on one loop only.
 */
final class EndpointHealth {
  private static final long SHORTEST_NANOS = 1_000_000_000L;
  private static final long LONGEST_NANOS = 10 * SHORTEST_NANOS;

  private final Map<Endpoint, Rest> rests = new HashMap<>();

  private static final class Rest {
    private long nanos = SHORTEST_NANOS;
    private long began;
    private boolean probed;

    private boolean isOver(long now) {
      return !probed && now - began >= nanos;
    }
  }

  /** Whether none rests. */
  boolean isGood() {
    return rests.isEmpty();
  }

  /** Whether the endpoint rests, or is being probed. */
  boolean isResting(Endpoint endpoint) {
    return rests.containsKey(endpoint);
  }

  /** One of the endpoints whose rest is over, which the caller's attempt now probes. */
  Optional<Endpoint> probe(List<Endpoint> endpoints, long now) {
    for (Map.Entry<Endpoint, Rest> each : rests.entrySet()) {
      if (each.getValue().isOver(now) && endpoints.contains(each.getKey())) {
        each.getValue().probed = true;
        return Optional.of(each.getKey());
      }
    }
    return Optional.empty();
  }

  /**
   * Nobody could connect to the endpoint. Of the attempts that were under way together, the first
   * begins the rest and the others change nothing.
   */
  void unreachable(Endpoint endpoint, long now) {
    Rest rest = rests.get(endpoint);
    if (rest == null) {
      rest = new Rest();
      rests.put(endpoint, rest);
    } else if (rest.probed) {
      rest.nanos = Math.min(2 * rest.nanos, LONGEST_NANOS);
    } else {
      return;
    }
    rest.probed = false;
    rest.began = now;
  }

  /** The endpoint can be connected to. */
  void reached(Endpoint endpoint) {
    rests.remove(endpoint);
  }

  /** An attempt ended before it was known whether the endpoint can be connected to. */
  void undecided(Endpoint endpoint) {
    Rest rest = rests.get(endpoint);
    if (rest != null) {
      rest.probed = false;
    }
  }

  /** Forgets all endpoints but these. */
  void keep(List<Endpoint> endpoints) {
    rests.keySet().retainAll(endpoints);
  }
}
