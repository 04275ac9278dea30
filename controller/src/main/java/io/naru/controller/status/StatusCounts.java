package io.naru.controller.status;

import java.util.concurrent.atomic.LongAdder;

/// What became of the statuses that were to be written. Any thread.
public final class StatusCounts {
  private final LongAdder written = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder observed = new LongAdder();

  void wrote() {
    written.increment();
  }

  void failedOne() {
    failed.increment();
  }

  void observed(int more) {
    observed.add(more);
  }

  public long written() {
    return written.sum();
  }

  public long failed() {
    return failed.sum();
  }

  /// Those that `--status=observe` kept from being written.
  public long observed() {
    return observed.sum();
  }
}
