package io.naru.controller.admission;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.naru.controller.access.Answer;
import io.naru.controller.access.WebhookObjects;

/// The webhook's own objects at the API server.
interface CertificateStore {
  Answer<Secret> secret();

  Answer<Secret> create(Secret secret);

  /// Fails with a conflict if it is not the one that was read any more.
  Answer<Secret> update(Secret secret);

  Answer<ValidatingWebhookConfiguration> configuration();

  /// Changes the configuration by operations in JSON (RFC 6902).
  Answer<ValidatingWebhookConfiguration> patch(String patch);

  static CertificateStore of(WebhookObjects objects) {
    return new CertificateStore() {
      @Override
      public Answer<Secret> secret() {
        return objects.secret();
      }

      @Override
      public Answer<Secret> create(Secret secret) {
        return objects.create(secret);
      }

      @Override
      public Answer<Secret> update(Secret secret) {
        return objects.update(secret);
      }

      @Override
      public Answer<ValidatingWebhookConfiguration> configuration() {
        return objects.configuration();
      }

      @Override
      public Answer<ValidatingWebhookConfiguration> patch(String patch) {
        return objects.patchConfiguration(patch);
      }
    };
  }
}
