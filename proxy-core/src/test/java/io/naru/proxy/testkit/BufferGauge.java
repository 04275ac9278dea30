package io.naru.proxy.testkit;

import io.naru.proxy.buffer.BufferBudget;
import io.naru.proxy.exchange.Exchange;
import io.naru.proxy.filter.Filter;
import io.naru.proxy.filter.Phase;
import io.naru.proxy.filter.Verdict;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.internal.ThreadExecutorMap;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What the buffers of a proxy hold. It is measured on the proxy's one loop, between two reads: a
 * buffer that is being read into is not held. The loop is learnt from the first request.
 */
public final class BufferGauge implements Filter {
  private static final Duration SETTLED = Duration.ofMillis(50);
  private static final int PATIENCE_SECONDS = 20;

  private final CompletableFuture<EventExecutor> loop = new CompletableFuture<>();
  private final BufferBudget budget;

  public BufferGauge(BufferBudget budget) {
    this.budget = budget;
  }

  @Override
  public Phase phase() {
    return Phase.REWRITE;
  }

  @Override
  public Verdict request(Exchange exchange, Resume resume) {
    loop.complete(Optional.ofNullable(ThreadExecutorMap.currentExecutor()).orElseThrow());
    return Verdict.CONTINUE;
  }

  /** In bytes, now. */
  public long held() {
    try {
      EventExecutor events = loop.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return events.submit(budget::used).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** In bytes, once it does not change any more. */
  public long settled() {
    long held = held();
    long since = System.nanoTime();
    while (System.nanoTime() - since < SETTLED.toNanos()) {
      long now = held();
      if (now != held) {
        held = now;
        since = System.nanoTime();
      }
    }
    return held;
  }

  /** Waits until so much is held, or less. */
  public void untilAtMost(long bytes) {
    long patience = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
    while (held() > bytes) {
      if (System.nanoTime() - patience > 0) {
        throw new AssertionError(held() + " bytes are held, more than " + bytes);
      }
    }
  }
}
