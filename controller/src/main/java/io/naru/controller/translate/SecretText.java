package io.naru.controller.translate;

import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// The texts in a Secret.
public final class SecretText {
  private SecretText() {}

  /// The decoded text under a key; empty where the key is absent or its value is not Base64, in
  /// which case there is no text to be had either way.
  public static Optional<String> of(Secret secret, String key) {
    return Optional.ofNullable(secret.getData().get(key)).flatMap(SecretText::decoded);
  }

  private static Optional<String> decoded(String value) {
    try {
      byte[] bytes = Base64.getDecoder().decode(value.replaceAll("\\s", ""));
      return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
