package io.naru.tls.netty;

import io.naru.tls.select.ServerTls;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Chooses by what is in force at the moment of the handshake. Any thread; the supplier (a volatile
 * read, say) is asked once per handshake, so that names and policy are of one version.
 */
public final class LiveContexts implements ContextChooser {
  private final Supplier<ServerTls> inForce;
  private final ServerContexts contexts;

  public LiveContexts(Supplier<ServerTls> inForce, ServerContexts contexts) {
    this.inForce = inForce;
    this.contexts = contexts;
  }

  @Override
  public Future<ServerContext> choose(String serverName, EventExecutor executor) {
    ServerTls tls = inForce.get();
    return contexts.context(tls.certificates().lookup(serverName), tls.policy(), executor);
  }
}
