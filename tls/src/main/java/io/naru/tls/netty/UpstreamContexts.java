package io.naru.tls.netty;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.naru.tls.select.UpstreamTls;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The contexts of handshakes with upstreams, built on first use and kept by content. Any thread may
 * ask and none waits.
 *
 * <p>As a client BoringSSL offers no signatures of Ed25519, Ed448, P-521 and RSASSA-PSS keys, and
 * cannot be told to. An endpoint with such a key breaks the handshake off; then the JDK's engine
 * tries, and where it succeeds it is the upstream's from then on.
 */
public final class UpstreamContexts {
  private static final Logger LOG = LoggerFactory.getLogger(UpstreamContexts.class);

  private final TlsEngine engine;
  private final ContextCache<Key, UpstreamContext> cache;
  private final Cache<String, TlsEngine> others;

  private record Key(TlsEngine engine, UpstreamTls tls) {}

  /**
   * Begins with an empty cache.
   *
   * @param executor builds contexts, a few milliseconds each
   * @param maxContexts bound of the cache, and of what is remembered of upstreams
   */
  public UpstreamContexts(TlsEngine engine, Executor executor, int maxContexts) {
    this.engine = engine;
    this.cache =
        new ContextCache<>(
            key -> UpstreamContext.of(key.engine(), key.tls()), executor, maxContexts);
    this.others = Caffeine.newBuilder().maximumSize(maxContexts).executor(Runnable::run).build();
  }

  /**
   * The future fails with an {@link SSLException} when no context can be made of the value.
   *
   * @param upstream whose endpoint it is for: what was learnt of one holds for all of them
   */
  public Future<UpstreamContext> context(String upstream, UpstreamTls tls, EventExecutor notifier) {
    TlsEngine known = others.getIfPresent(upstream);
    return context(new Key(known == null ? engine : known, tls), notifier);
  }

  private Future<UpstreamContext> context(Key key, EventExecutor notifier) {
    return ContextCache.on(notifier, cache.get(key));
  }

  /**
   * What is worth another handshake, on another connection, after one that failed.
   *
   * @param failed with what it was tried
   */
  public Optional<Future<UpstreamContext>> instead(
      UpstreamContext failed, Throwable cause, EventExecutor notifier) {
    return failed.engine() == TlsEngine.BORINGSSL && NativeEngine.mayLackSignature(cause)
        ? Optional.of(context(new Key(TlsEngine.JDK, failed.tls()), notifier))
        : Optional.empty();
  }

  /** A handshake with an endpoint of the upstream succeeded; from now on its engine comes first. */
  public void proved(String upstream, UpstreamContext context) {
    if (context.engine() != engine
        && others.asMap().putIfAbsent(upstream, context.engine()) == null) {
      LOG.warn(
          "TLS to upstream {} is spoken by the JDK, which costs more: its endpoint has a kind of"
              + " key that BoringSSL does not take from a server",
          upstream);
    }
  }

  /** How many upstreams another engine than the usual one is remembered for. */
  public long exceptions() {
    return others.estimatedSize();
  }
}
