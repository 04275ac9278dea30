package io.naru.proxy.h2;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether an endpoint still says anything. A connection that was lost without a word, as after a
 * partition, swallows requests until TCP gives up, a quarter of an hour later: one that was silent
 * while somebody waited is doubted, which means that it gets no new streams, until a byte comes of
 * it. Used on its connection's loop.
 */
final class Silence {
  /** What is silence and no slowness, where those who wait leave before their time is over. */
  private static final Duration LONG = Duration.ofSeconds(5);

  private final LongSupplier nanoClock;
  private long heardAt;
  private long askedAt;
  private boolean asked;
  private boolean doubted;

  Silence(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.heardAt = nanoClock.getAsLong();
  }

  boolean isDoubted() {
    return doubted;
  }

  /** A request was written. */
  void asked() {
    if (!asked) {
      asked = true;
      askedAt = nanoClock.getAsLong();
    }
  }

  /**
   * Bytes came.
   *
   * @return whether that ends a doubt
   */
  boolean heard() {
    boolean ends = doubted;
    asked = false;
    doubted = false;
    heardAt = nanoClock.getAsLong();
    return ends;
  }

  /** A request has waited for so long for anything of its endpoint. */
  void outlasts(Duration timeout) {
    doubt(heardAt, timeout);
  }

  /** Whoever waited for an answer does so no more. */
  void left() {
    if (asked) {
      doubt(askedAt, LONG);
    }
  }

  private void doubt(long since, Duration silence) {
    doubted |= nanoClock.getAsLong() - since >= silence.toNanos();
  }
}
