package io.naru.controller.admission;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.naru.controller.access.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An API server with a Secret and a configuration of two webhooks, each with its version.
final class FakeStore implements CertificateStore {
  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  private final List<String> writes = new ArrayList<>();
  private Optional<Secret> secret = Optional.empty();
  private Optional<ValidatingWebhookConfiguration> configuration =
      Optional.of(
          new ValidatingWebhookConfigurationBuilder()
              .withNewMetadata()
              .withResourceVersion("1")
              .endMetadata()
              .addNewWebhook()
              .withNewClientConfig()
              .endClientConfig()
              .endWebhook()
              .addNewWebhook()
              .withNewClientConfig()
              .endClientConfig()
              .endWebhook()
              .build());
  private boolean reachable = true;
  private int version = 1;

  /// What was written, in order: `secret` or `configuration`.
  List<String> writes() {
    return writes;
  }

  Optional<Secret> stored() {
    return secret;
  }

  void store(Secret other) {
    secret = Optional.of(versioned(other));
  }

  void withoutConfiguration() {
    configuration = Optional.empty();
  }

  void reachable(boolean now) {
    reachable = now;
  }

  /// The authorities that the API server believes; of both webhooks the same.
  String trusted() {
    List<String> bundles =
        configuration.orElseThrow().getWebhooks().stream()
            .map(it -> Optional.ofNullable(it.getClientConfig().getCaBundle()).orElse(""))
            .distinct()
            .toList();
    if (bundles.size() != 1) {
      throw new AssertionError("the webhooks differ");
    }
    return new String(Base64.getDecoder().decode(bundles.getFirst()), StandardCharsets.UTF_8);
  }

  @Override
  public Answer<Secret> secret() {
    return answer(secret);
  }

  @Override
  public Answer<Secret> create(Secret created) {
    return secret.isPresent() ? new Answer.Conflict<>("it is there already") : write(created);
  }

  @Override
  public Answer<Secret> update(Secret updated) {
    String expected = secret.orElseThrow().getMetadata().getResourceVersion();
    return updated.getMetadata().getResourceVersion().equals(expected)
        ? write(updated)
        : new Answer.Conflict<>("it has changed");
  }

  private Answer<Secret> write(Secret written) {
    if (!reachable) {
      return new Answer.Unreachable<>("down");
    }
    writes.add("secret");
    secret = Optional.of(versioned(written));
    return answer(secret);
  }

  private Secret versioned(Secret any) {
    return new SecretBuilder(any)
        .editOrNewMetadata()
        .withResourceVersion(Integer.toString(++version))
        .endMetadata()
        .build();
  }

  @Override
  public Answer<ValidatingWebhookConfiguration> configuration() {
    return answer(configuration);
  }

  /// As TrustedBundle writes it: a test of the version, and a value for each webhook.
  @Override
  public Answer<ValidatingWebhookConfiguration> patch(String patch) {
    ValidatingWebhookConfiguration before = configuration.orElseThrow();
    List<?> operations =
        JSON.unmarshal("{\"all\":" + patch + "}", Map.class).get("all") instanceof List<?> all
            ? all
            : List.of();
    ValidatingWebhookConfigurationBuilder after = new ValidatingWebhookConfigurationBuilder(before);
    for (Object each : operations) {
      Map<?, ?> operation = (Map<?, ?>) each;
      String value = String.valueOf(operation.get("value"));
      if ("test".equals(operation.get("op"))) {
        if (!value.equals(before.getMetadata().getResourceVersion())) {
          return new Answer.Refused<>(422, "the test failed");
        }
      } else {
        String path = String.valueOf(operation.get("path"));
        int index = Integer.parseInt(path.replaceAll("[^0-9]", ""));
        ValidatingWebhook webhook = after.buildWebhook(index);
        webhook.getClientConfig().setCaBundle(value);
        after.setToWebhooks(index, webhook);
      }
    }
    writes.add("configuration");
    configuration =
        Optional.of(
            after
                .editMetadata()
                .withResourceVersion(Integer.toString(++version))
                .endMetadata()
                .build());
    return answer(configuration);
  }

  private <T> Answer<T> answer(Optional<T> value) {
    if (!reachable) {
      return new Answer.Unreachable<>("down");
    }
    return value.<Answer<T>>map(Answer.Done::new).orElseGet(Answer.Absent::new);
  }
}
