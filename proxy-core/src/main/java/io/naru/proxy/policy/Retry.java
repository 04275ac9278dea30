package io.naru.proxy.policy;

import java.time.Duration;
import java.util.Set;

/**
 * When a request goes to another endpoint (behaviour 12). A failure before anything was sent is
 * retried whatever the method; after that only requests that may be repeated.
 *
 * @param on the failures that lead to another attempt; empty: none do
 * @param attempts in total, 1 to {@value #MAX_ATTEMPTS}
 * @param budget time after which no further attempt begins; zero means none
 * @param nonIdempotent also POST, LOCK and PATCH are repeated after they were sent
 */
public record Retry(Set<Condition> on, int attempts, Duration budget, boolean nonIdempotent)
    implements Policy {
  /** Upstream's 0 means "unlimited", which is a defect; this is its bound (behaviour 12). */
  public static final int MAX_ATTEMPTS = 32;

  public static final Retry DEFAULT =
      new Retry(Set.of(Condition.ERROR, Condition.TIMEOUT), 3, Duration.ZERO, false);

  /** What an attempt can end with. */
  public enum Condition {
    ERROR,
    TIMEOUT,
    INVALID_HEADER,
    STATUS_403,
    STATUS_404,
    STATUS_429,
    STATUS_500,
    STATUS_502,
    STATUS_503,
    STATUS_504
  }

  public Retry {
    on = Set.copyOf(on);
    if (attempts < 1 || attempts > MAX_ATTEMPTS) {
      throw new IllegalArgumentException("attempts are 1 to " + MAX_ATTEMPTS + ": " + attempts);
    }
    if (budget.isNegative()) {
      throw new IllegalArgumentException("a negative retry budget: " + budget);
    }
  }
}
