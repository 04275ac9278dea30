package io.naru.controller.access;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretList;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Optional;

/// The admission webhook's own objects: the Secret with its certificate, and the configuration by
/// which the API server finds it.
public final class WebhookObjects {
  private final KubernetesClient client;
  private final Names names;

  WebhookObjects(KubernetesClient client, Names names) {
    this.client = client;
    this.names = names;
  }

  public Answer<Secret> secret() {
    return Answer.ofNullable(
        () -> Optional.ofNullable(secrets().withName(names.webhookSecret()).get()));
  }

  /// In the namespace and under the name that permissions are tied to, whatever its metadata say.
  public Answer<Secret> create(Secret secret) {
    return Answer.of(() -> secrets().resource(named(secret)).create());
  }

  /// Only if it is still the one of `metadata.resourceVersion`; else a conflict.
  public Answer<Secret> update(Secret secret) {
    return Answer.of(() -> secrets().resource(named(secret)).update());
  }

  public Answer<ValidatingWebhookConfiguration> configuration() {
    return Answer.ofNullable(() -> Optional.ofNullable(configurationResource().get()));
  }

  /// Changes it.
  ///
  /// @param patch operations in JSON (RFC 6902)
  public Answer<ValidatingWebhookConfiguration> patchConfiguration(String patch) {
    return Answer.of(() -> configurationResource().patch(PatchContext.of(PatchType.JSON), patch));
  }

  private Resource<ValidatingWebhookConfiguration> configurationResource() {
    return client
        .admissionRegistration()
        .v1()
        .validatingWebhookConfigurations()
        .withName(names.webhookConfiguration());
  }

  private NonNamespaceOperation<Secret, SecretList, Resource<Secret>> secrets() {
    return client.secrets().inNamespace(names.namespace());
  }

  private Secret named(Secret secret) {
    return secret
        .edit()
        .editOrNewMetadata()
        .withNamespace(names.namespace())
        .withName(names.webhookSecret())
        .endMetadata()
        .build();
  }
}
