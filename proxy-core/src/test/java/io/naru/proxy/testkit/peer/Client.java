package io.naru.proxy.testkit.peer;

import java.io.IOException;

/** A connection to the proxy, of either protocol. Used by one thread. */
public interface Client extends AutoCloseable {

  /** Sends the request and waits for the whole response. */
  Got send(Ask ask) throws IOException;

  @Override
  void close() throws IOException;
}
