package io.naru.proxy.testkit.peer;

import io.naru.proxy.upstream.Endpoint;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;

/** Something that requests are forwarded to. */
public interface TestEndpoint extends AutoCloseable {

  /** Where it listens: always loopback. */
  Endpoint endpoint();

  /** The requests that came whole, in their order. */
  BlockingQueue<Seen> seen();

  /** The connections that are open. */
  Gauge connections();

  @Override
  void close() throws IOException;
}
