package io.naru.tls.netty;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;

/**
 * Chooses by which context a handshake is done. Asked once per handshake, on the connection's event
 * loop.
 */
@FunctionalInterface
public interface ContextChooser {

  /**
   * Answers with the context for a name, once it is built.
   *
   * @param serverName the SNI in its one spelling; empty if the client sent none, or none that can
   *     be read
   * @param executor notifies of the result
   */
  Future<ServerContext> choose(String serverName, EventExecutor executor);
}
