package io.naru.proxy.listen;

import io.naru.proxy.h1.H1Limits;
import io.naru.proxy.h2.H2Limits;
import io.naru.proxy.policy.ClientLimits;

/** What the table's limits mean to each protocol. */
record ConnectionLimits(ClientLimits clients, H1Limits h1, H2Limits h2) {

  /**
   * A line is bounded as HTTP/2 encodes it (behaviour 11), a field as it was decoded: what fits
   * into a line in Huffman's shortest codes passes.
   */
  private static int field(int line) {
    return line * 8 / 5;
  }

  static ConnectionLimits of(ClientLimits clients) {
    H1Limits h1 = H1Limits.DEFAULT;
    H2Limits h2 = H2Limits.CLIENTS;
    return new ConnectionLimits(
        clients,
        new H1Limits(
            clients.line(),
            clients.head(),
            clients.requests(),
            h1.window(),
            clients.idle(),
            clients.headTime(),
            clients.bodyPause(),
            h1.sendPause()),
        new H2Limits(
            clients.streams(),
            field(clients.line()),
            clients.head(),
            h2.window(),
            h2.resets(),
            h2.idleFrames(),
            clients.requests(),
            h2.handshake(),
            clients.idle(),
            clients.headTime(),
            clients.bodyPause(),
            h2.sendPause()));
  }
}
