package io.naru.proxy.upstream;

import java.util.Optional;

/** What carries the bytes to an endpoint. */
public sealed interface Transport {

  record Plain() implements Transport {}

  /**
   * TLS.
   *
   * @param serverName sent as SNI where present; upstream's default sends none (behaviour 23)
   * @param verification whether the endpoint's certificate is checked, and against what
   */
  record Tls(Optional<String> serverName, Verification verification) implements Transport {}

  /** Whether the endpoint has to prove who it is. */
  sealed interface Verification {

    record Off() implements Verification {}

    /**
     * Against authorities, for one name.
     *
     * @param authorities PEM text of the trusted certificates
     * @param name the name that the certificate must cover
     */
    record Against(String authorities, String name) implements Verification {}
  }
}
