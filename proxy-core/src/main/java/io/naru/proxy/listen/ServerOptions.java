package io.naru.proxy.listen;

import io.naru.proxy.buffer.BufferBudget;
import io.naru.proxy.head.Ascii;
import io.naru.proxy.head.Syntax;
import io.naru.proxy.pool.PoolLimits;

/**
 * What a server is started with.
 *
 * @param threads event loops, at least 1
 * @param buffers of one server, for as many loops
 * @param installation what this proxy is called in {@code CDN-Loop} fields (RFC 8586), a token: the
 *     same for all replicas of one installation, and nobody else's
 */
public record ServerOptions(
    int threads,
    NativeTransport transport,
    PoolLimits pools,
    BufferBudget buffers,
    ConnectionBounds connections,
    String installation) {
  public ServerOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("a server has at least one event loop");
    }
    byte[] name = Ascii.bytes(installation);
    if (!Syntax.isToken(name, 0, name.length)) {
      throw new IllegalArgumentException("not a token: " + installation);
    }
  }

  /**
   * As many loops as processors, on the best transport there is.
   *
   * @param buffers the limit of the budget of buffers, in bytes
   */
  public static ServerOptions of(long buffers, ConnectionBounds connections, String installation) {
    int threads = Runtime.getRuntime().availableProcessors();
    return new ServerOptions(
        threads,
        NativeTransport.detect(),
        PoolLimits.DEFAULT,
        new BufferBudget(buffers, threads),
        connections,
        installation);
  }
}
