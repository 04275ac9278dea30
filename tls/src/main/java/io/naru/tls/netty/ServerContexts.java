package io.naru.tls.netty;

import io.naru.tls.select.CertificateSet;
import io.naru.tls.select.TlsPolicy;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLException;

/**
 * The contexts of handshakes with clients, built on first use and kept by content: whoever asks
 * with an equal set and policy gets the same one. Any thread may ask and none waits.
 */
public final class ServerContexts {
  private final Executor executor;
  private final TicketKeys tickets;
  private final ContextCache<Key, ServerContext> cache;

  private record Key(CertificateSet certificates, TlsPolicy policy) {}

  /**
   * Begins with an empty cache.
   *
   * @param executor builds contexts, a few milliseconds each
   * @param maxContexts bound of the cache; more sets than that in use at a time cost rebuilding
   */
  public ServerContexts(TlsEngine engine, Executor executor, TicketKeys tickets, int maxContexts) {
    this.executor = executor;
    this.tickets = tickets;
    this.cache = new ContextCache<>(key -> build(engine, key, tickets), executor, maxContexts);
  }

  /** The future fails with an {@link SSLException} when no context can be made of the values. */
  public Future<ServerContext> context(
      CertificateSet certificates, TlsPolicy policy, EventExecutor notifier) {
    return ContextCache.on(notifier, context(new Key(certificates, policy)));
  }

  // a handshake must not go by keys that are past their time, so it waits until they have changed
  private CompletableFuture<ServerContext> context(Key key) {
    return tickets.due()
        ? CompletableFuture.runAsync(tickets::rotate, executor).thenCompose(_ -> cache.get(key))
        : cache.get(key);
  }

  private static ServerContext build(TlsEngine engine, Key key, TicketKeys tickets)
      throws SSLException {
    return switch (engine) {
      case BORINGSSL -> BoringSslServer.context(key.certificates(), key.policy(), tickets);
      case JDK -> {
        SslContext built = JdkServer.context(key.certificates(), key.policy());
        yield new ServerContext(built, key.policy().alpn(), true);
      }
    };
  }
}
