package io.naru.proxy.upstream;

import io.naru.tls.select.UpstreamTls;

/** What carries the bytes to an endpoint. */
public sealed interface Transport {

  record Plain() implements Transport {}

  /**
   * TLS.
   *
   * @param tls without protocols: those follow from what the upstream speaks
   */
  record Tls(UpstreamTls tls) implements Transport {}
}
