package io.naru.controller.compile;

import io.naru.controller.object.ObjectKey;
import io.naru.controller.translate.IngressPolicy;
import io.naru.controller.translate.Settings;
import io.naru.controller.translate.Verdict;
import java.util.Optional;

/// Whose annotations a location carries.
///
/// @param ingress nobody's for the bare location of what no rule takes
record Owner(Optional<ObjectKey> ingress, IngressPolicy policy, Verdict verdict) {

  static Owner of(AcceptedIngress ingress) {
    return new Owner(Optional.of(ingress.key()), ingress.policy(), ingress.verdict());
  }

  /// The owner of the location that a default backend without rules makes (behaviour 3).
  static Owner catchAll(AcceptedIngress ingress) {
    return new Owner(Optional.of(ingress.key()), ingress.policy().forCatchAll(), ingress.verdict());
  }

  static Owner nobody(Settings settings) {
    return new Owner(Optional.empty(), settings.defaults().forCatchAll(), new Verdict.Serve());
  }
}
