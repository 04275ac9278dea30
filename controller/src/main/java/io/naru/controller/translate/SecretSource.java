package io.naru.controller.translate;

import io.fabric8.kubernetes.api.model.Secret;
import java.util.Optional;

/// Where a translation looks up the Secrets that annotations name.
public interface SecretSource {
  Optional<Secret> secret(String namespace, String name);
}
