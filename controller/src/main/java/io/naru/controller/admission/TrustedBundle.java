package io.naru.controller.admission;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The authorities that the API server believes for the webhook: the `caBundle` of each webhook of
/// its configuration.
///
/// @param configuration as it was read
record TrustedBundle(ValidatingWebhookConfiguration configuration) {

  /// Whether each is this one.
  ///
  /// @param authorities PEM
  boolean is(String authorities) {
    return webhooks().stream().allMatch(it -> base64(authorities).equals(bundle(it)));
  }

  /// The change after which each is this one; it fails where the configuration has changed since it
  /// was read, so that a leader of yesterday undoes nothing.
  String patch(String authorities, KubernetesSerialization json) {
    List<Map<String, String>> operations = new ArrayList<>();
    operations.add(
        operation(
            "test",
            "/metadata/resourceVersion",
            Optional.ofNullable(configuration.getMetadata().getResourceVersion()).orElse("")));
    for (int i = 0; i < webhooks().size(); i++) {
      operations.add(
          operation("add", "/webhooks/" + i + "/clientConfig/caBundle", base64(authorities)));
    }
    return json.asJson(operations);
  }

  private static Map<String, String> operation(String op, String path, String value) {
    return Map.of("op", op, "path", path, "value", value);
  }

  private List<ValidatingWebhook> webhooks() {
    return Optional.ofNullable(configuration.getWebhooks()).orElse(List.of());
  }

  private static String bundle(ValidatingWebhook webhook) {
    return Optional.ofNullable(webhook.getClientConfig())
        .flatMap(it -> Optional.ofNullable(it.getCaBundle()))
        .orElse("");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
