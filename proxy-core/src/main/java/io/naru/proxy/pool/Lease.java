package io.naru.proxy.pool;

import io.naru.proxy.exchange.UpstreamConnection;
import io.naru.proxy.fault.Fault;

/** A wish for a connection with room for one stream. */
public interface Lease {

  /** Gives the wish up; the lessee hears nothing more. After it was fulfilled this does nothing. */
  void cancel();

  /** Who asked. Exactly one of the methods is called, perhaps before the lease is returned. */
  interface Lessee {

    /** Opens its stream before it returns; the connection is not its own beyond that. */
    void leased(UpstreamConnection connection);

    /** There is no connection; nothing was sent. */
    void failed(Fault.Upstream fault);
  }
}
