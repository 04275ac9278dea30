package io.naru.controller.compile;

import io.naru.tls.testkit.TestPair;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Secrets as manifests.
final class TestSecrets {
  private TestSecrets() {}

  static String tls(String name, TestPair pair) {
    return "{apiVersion: v1, kind: Secret, metadata: {name: %s}, data: {tls.crt: %s, tls.key: %s}}"
        .formatted(name, base64(pair.certificatePem()), base64(pair.keyPem()));
  }

  static String of(String name, String key, String text) {
    return "{apiVersion: v1, kind: Secret, metadata: {name: %s}, data: {%s: %s}}"
        .formatted(name, key, base64(text));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
