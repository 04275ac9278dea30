package io.naru.controller.compile;

import io.fabric8.kubernetes.api.model.Secret;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.translate.SecretText;
import io.naru.tls.material.Certificate;
import io.naru.tls.material.PemReader;
import io.naru.tls.material.PemResult;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The certificates in Secrets; each text is read once, however many hosts use it.
///
/// Thread rule: one thread at a time.
final class SecretCertificates {
  private final Map<ObjectKey, Parsed> parsed = new HashMap<>();

  private record Parsed(String certificates, String key, PemResult<Certificate> result) {}

  PemResult<Certificate> of(ObjectKey name, Secret secret) {
    String certificates = SecretText.of(secret, "tls.crt").orElse("");
    String key = SecretText.of(secret, "tls.key").orElse("");
    Parsed known =
        Optional.ofNullable(parsed.get(name))
            .filter(it -> it.certificates().equals(certificates) && it.key().equals(key))
            .orElseGet(
                () -> new Parsed(certificates, key, PemReader.certificate(certificates, key)));
    parsed.put(name, known);
    return known.result();
  }

  /// Lets go of what changed: so nothing is kept of Secrets that are gone.
  void forget(Changes changes) {
    changes.keys(Kind.SECRET).forEach(parsed::remove);
  }
}
