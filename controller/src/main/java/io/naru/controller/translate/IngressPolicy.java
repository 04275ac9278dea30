package io.naru.controller.translate;

import io.naru.proxy.policy.BodyLimit;
import io.naru.proxy.policy.Retry;
import io.naru.proxy.policy.Timeouts;

/// What the annotations of an Ingress ask for, for all of its locations.
public record IngressPolicy(
    PathRewrite rewrite,
    HttpsChoice https,
    BackendChoice backend,
    Timeouts timeouts,
    Retry retry,
    BodyLimit bodyLimit) {

  /// What holds where neither ConfigMap nor annotation says anything.
  public static final IngressPolicy DEFAULT =
      new IngressPolicy(
          PathRewrite.NONE,
          HttpsChoice.DEFAULT,
          BackendChoice.DEFAULT,
          Timeouts.DEFAULT,
          Retry.DEFAULT,
          BodyLimit.DEFAULT);

  /// This policy without its redirect and rewrite: the catch-all location has neither (behaviour
  /// 3).
  public IngressPolicy forCatchAll() {
    return new IngressPolicy(
        PathRewrite.NONE, HttpsChoice.NEVER, backend, timeouts, retry, bodyLimit);
  }
}
