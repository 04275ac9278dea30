package io.naru.tls.netty;

import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.function.Function;

/**
 * A context whose native memory goes when nobody can reach this object and no connection uses the
 * context. Every engine counts itself in; this object stands for all others, a cache or a handshake
 * about to begin, so that neither an eviction nor a swap can free a context under somebody. Any
 * thread.
 */
final class OwnedContext {
  private static final Cleaner CLEANER = Cleaner.create();

  private final SslContext context;

  /** Takes the caller's reference to the context. */
  OwnedContext(SslContext context) {
    this.context = context;
    var _ = CLEANER.register(this, () -> ReferenceCountUtil.release(context));
  }

  /** The context must not leave the function. */
  <T> T use(Function<SslContext, T> function) {
    try {
      return function.apply(context);
    } finally {
      Reference.reachabilityFence(this);
    }
  }
}
