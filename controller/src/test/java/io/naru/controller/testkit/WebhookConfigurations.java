package io.naru.controller.testkit;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;

/// How an API server is told of a webhook on this machine, for the Ingresses of one namespace.
public final class WebhookConfigurations {
  private WebhookConfigurations() {}

  /// With the name of the namespace, and nobody who is believed yet.
  public static ValidatingWebhookConfiguration of(String namespace, int port) {
    return new ValidatingWebhookConfigurationBuilder()
        .withNewMetadata()
        .withName(namespace)
        .endMetadata()
        .addNewWebhook()
        .withName("validate.nginx.ingress.kubernetes.io")
        .withAdmissionReviewVersions("v1")
        .withSideEffects("None")
        .withFailurePolicy("Fail")
        .withMatchPolicy("Equivalent")
        .withNewNamespaceSelector()
        .addToMatchLabels("kubernetes.io/metadata.name", namespace)
        .endNamespaceSelector()
        .addNewRule()
        .withApiGroups("networking.k8s.io")
        .withApiVersions("v1")
        .withOperations("CREATE", "UPDATE")
        .withResources("ingresses")
        .endRule()
        .withNewClientConfig()
        .withUrl(url(port))
        .endClientConfig()
        .endWebhook()
        .build();
  }

  /// Where an API server on this machine finds it.
  public static String url(int port) {
    return "https://localhost:" + port + "/networking/v1/ingresses";
  }
}
