package io.naru.tls.netty;

import io.naru.tls.select.UpstreamTls;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLException;

/**
 * The contexts of handshakes with upstreams, built on first use and kept by content. Any thread may
 * ask and none waits.
 */
public final class UpstreamContexts {
  private final ContextCache<UpstreamTls, UpstreamContext> cache;

  /**
   * Begins with an empty cache.
   *
   * @param executor builds contexts, a few milliseconds each
   * @param maxContexts bound of the cache
   */
  public UpstreamContexts(TlsEngine engine, Executor executor, int maxContexts) {
    this.cache = new ContextCache<>(tls -> UpstreamContext.of(engine, tls), executor, maxContexts);
  }

  /** The future fails with an {@link SSLException} when no context can be made of the value. */
  public Future<UpstreamContext> context(UpstreamTls tls, EventExecutor notifier) {
    return ContextCache.on(notifier, cache.get(tls));
  }
}
