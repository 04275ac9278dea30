package io.naru.controller.translate;

import io.naru.proxy.policy.ClientLimits;
import io.naru.proxy.policy.Hsts;
import java.util.List;
import java.util.Optional;

/// What the ConfigMap says to all Ingresses.
///
/// @param defaults what holds for an Ingress that says nothing itself
/// @param retryNonIdempotent holds whatever an Ingress says
/// @param redirectStatus of the https redirect: 301, 302, 307 or 308
/// @param plainPaths Ingress paths that begin with one of these are never redirected to https
/// @param clients what connections of clients are held to
/// @param refusal why nothing at all may be forwarded
public record Settings(
    IngressPolicy defaults,
    boolean retryNonIdempotent,
    int redirectStatus,
    List<String> plainPaths,
    Optional<Hsts> hsts,
    ClientLimits clients,
    Restrictions restrictions,
    Optional<String> refusal) {
  static final int REDIRECT_STATUS = 308;
  static final List<String> PLAIN_PATHS = List.of("/.well-known/acme-challenge");

  public static final Settings DEFAULT =
      new Settings(
          IngressPolicy.DEFAULT,
          false,
          REDIRECT_STATUS,
          PLAIN_PATHS,
          Optional.of(Hsts.DEFAULT),
          ClientLimits.DEFAULT,
          Restrictions.DEFAULT,
          Optional.empty());

  public Settings {
    plainPaths = List.copyOf(plainPaths);
  }

  /// These settings, under which nothing is forwarded.
  public Settings refusing(String reason) {
    return new Settings(
        defaults,
        retryNonIdempotent,
        redirectStatus,
        plainPaths,
        hsts,
        clients,
        restrictions,
        Optional.of(reason));
  }
}
