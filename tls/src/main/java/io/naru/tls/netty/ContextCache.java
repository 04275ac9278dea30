package io.naru.tls.netty;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Contexts by the value of which they are made, each made once, on the executor. Any thread may ask
 * and none waits. That nothing can be made of a value is kept too, and said once: who asks again
 * costs nothing.
 */
final class ContextCache<K, C> {
  private static final Logger LOG = LoggerFactory.getLogger(ContextCache.class);

  /** Makes a context of a value. */
  interface Maker<K, C> {
    C make(K key) throws SSLException;
  }

  private sealed interface Outcome<C> {
    record Made<C>(C context) implements Outcome<C> {}

    record Impossible<C>(SSLException problem) implements Outcome<C> {}
  }

  private final Maker<K, C> maker;
  private final AsyncCache<K, Outcome<C>> outcomes;

  ContextCache(Maker<K, C> maker, Executor executor, int maxContexts) {
    this.maker = maker;
    this.outcomes = Caffeine.newBuilder().maximumSize(maxContexts).executor(executor).buildAsync();
  }

  CompletableFuture<C> get(K key) {
    return outcomes.get(key, this::make).thenCompose(ContextCache::future);
  }

  private Outcome<C> make(K key) {
    try {
      return new Outcome.Made<>(maker.make(key));
    } catch (SSLException e) {
      LOG.warn("No TLS context can be made, handshakes that need it fail: {}", key, e);
      return new Outcome.Impossible<>(e);
    }
  }

  private static <C> CompletableFuture<C> future(Outcome<C> outcome) {
    return switch (outcome) {
      case Outcome.Made<C>(C context) -> CompletableFuture.completedFuture(context);
      case Outcome.Impossible<C>(SSLException problem) -> CompletableFuture.failedFuture(problem);
    };
  }

  /** Brings a result from the thread that made it to the event loop that waits for it. */
  static <T> Future<T> on(EventExecutor notifier, CompletableFuture<T> made) {
    Promise<T> promise = notifier.newPromise();
    var _ =
        made.handle((value, problem) ->
            problem == null ? promise.trySuccess(value) : promise.tryFailure(cause(problem)));
    return promise;
  }

  // a stage behind another wraps what that one failed with
  private static Throwable cause(Throwable problem) {
    Throwable cause = problem.getCause();
    return problem instanceof CompletionException && cause != null ? cause : problem;
  }
}
