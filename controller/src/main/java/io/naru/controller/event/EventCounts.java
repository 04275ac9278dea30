package io.naru.controller.event;

import java.util.concurrent.atomic.LongAdder;

/// What became of the Events that were to be written. Any thread.
public final class EventCounts {
  private final LongAdder written = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder dropped = new LongAdder();

  void wrote() {
    written.increment();
  }

  void failedOne() {
    failed.increment();
  }

  void droppedOne() {
    dropped.increment();
  }

  public long written() {
    return written.sum();
  }

  /// Those that the API server refused.
  public long failed() {
    return failed.sum();
  }

  /// Those for which there was no room.
  public long dropped() {
    return dropped.sum();
  }
}
