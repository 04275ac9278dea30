package io.naru.proxy.policy;

import java.util.Optional;

/** All that one route does to its requests. */
public record Policies(
    Timeouts timeouts,
    Retry retry,
    BodyLimit bodyLimit,
    Optional<Rewrite> rewrite,
    Optional<HttpsRedirect> httpsRedirect,
    Optional<Hsts> hsts) {

  public static final Policies DEFAULT =
      new Policies(
          Timeouts.DEFAULT,
          Retry.DEFAULT,
          BodyLimit.DEFAULT,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
}
