package io.naru.proxy.h2;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When a client last moved its stream, in either direction: timeouts are gaps (behaviour 11). */
final class StreamTimes {
  private static final long SECOND = 1_000_000_000L;

  private final LongSupplier nanoClock;
  private final long begunAt;
  private long receivedAt;
  private long sentAt;

  StreamTimes(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.begunAt = nanoClock.getAsLong();
    this.receivedAt = begunAt;
    this.sentAt = begunAt;
  }

  /** Whether the client has waited for less than a second. */
  boolean isYoung() {
    return nanoClock.getAsLong() - begunAt < SECOND;
  }

  /** Something of the request came, or is allowed to come. */
  void received() {
    receivedAt = nanoClock.getAsLong();
  }

  /** Something of the response went out, or may. */
  void sent() {
    sentAt = nanoClock.getAsLong();
  }

  boolean isReceivingLate(Duration pause) {
    return nanoClock.getAsLong() - receivedAt > pause.toNanos();
  }

  boolean isSendingLate(Duration pause) {
    return nanoClock.getAsLong() - sentAt > pause.toNanos();
  }
}
