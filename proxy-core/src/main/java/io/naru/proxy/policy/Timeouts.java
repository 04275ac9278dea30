package io.naru.proxy.policy;

import java.time.Duration;

/**
 * How long an attempt may wait; send and read are gaps between two operations, not totals
 * (behaviour 11).
 */
public record Timeouts(Duration connect, Duration send, Duration read) implements Policy {
  public static final Timeouts DEFAULT =
      new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(60));

  public Timeouts {
    requirePositive("connect", connect);
    requirePositive("send", send);
    requirePositive("read", read);
  }

  private static void requirePositive(String what, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException("the " + what + " timeout is positive: " + value);
    }
  }
}
