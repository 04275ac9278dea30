package io.naru.proxy.listen;

import io.naru.proxy.buffer.BufferBudget;
import io.naru.proxy.pool.PoolLimits;

/**
 * What a server is started with.
 *
 * @param threads event loops, at least 1
 * @param buffers of one server, for as many loops
 */
public record ServerOptions(
    int threads,
    NativeTransport transport,
    PoolLimits pools,
    BufferBudget buffers,
    ConnectionBounds connections) {
  public ServerOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("a server has at least one event loop");
    }
  }

  /**
   * As many loops as processors, on the best transport there is.
   *
   * @param buffers the limit of the budget of buffers, in bytes
   */
  public static ServerOptions defaults(long buffers, ConnectionBounds connections) {
    int threads = Runtime.getRuntime().availableProcessors();
    return new ServerOptions(
        threads,
        NativeTransport.detect(),
        PoolLimits.DEFAULT,
        new BufferBudget(buffers, threads),
        connections);
  }
}
