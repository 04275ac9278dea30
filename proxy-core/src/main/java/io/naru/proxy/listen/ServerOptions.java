package io.naru.proxy.listen;

import io.naru.proxy.pool.PoolLimits;

/**
 * What a server is started with.
 *
 * @param threads event loops, at least 1
 */
public record ServerOptions(
    int threads, NativeTransport transport, PoolLimits pools, ConnectionBounds connections) {
  public ServerOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("a server has at least one event loop");
    }
  }

  /** As many loops as processors, on the best transport there is. */
  public static ServerOptions defaults(ConnectionBounds connections) {
    return new ServerOptions(
        Runtime.getRuntime().availableProcessors(),
        NativeTransport.detect(),
        PoolLimits.DEFAULT,
        connections);
  }
}
