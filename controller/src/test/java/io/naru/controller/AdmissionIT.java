package io.naru.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.naru.controller.testkit.OnRealCluster;
import io.naru.controller.testkit.TestNamespace;
import io.naru.controller.testkit.WebhookConfigurations;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The whole program asked by a real API server, with a certificate that it makes itself.
@OnRealCluster
class AdmissionIT {
  private static final int MOST_CALLS = 20;

  @Test
  void theProgramMakesItsCertificateAndRefusesWhatItWouldNotServe(TestNamespace namespace)
      throws Exception {
    String name = namespace.name();
    KubernetesClient admin = namespace.admin();
    admin.resource(ingressClass(name)).create();
    // The API server can be told whom to believe before it knows where to ask.
    admin.resource(WebhookConfigurations.of(name, 1)).create();
    ProcessBuilder pod = new ProcessBuilder();
    pod.environment().putAll(Map.of("POD_NAME", "naru-0", "POD_NAMESPACE", name));
    try (Naru naru =
        Naru.start(
            pod,
            "serve",
            "--kubeconfig=" + namespace.cluster().kubeconfig(),
            "--controller-class=test/" + name,
            "--http-port=0",
            "--https-port=0",
            "--healthz-port=0",
            "--status-port=0",
            "--validating-webhook=127.0.0.1:0",
            "--validating-webhook-self-signed=webhook",
            "--validating-webhook-configuration=" + name,
            "--validating-webhook-service=localhost")) {
      String line = naru.await(0, it -> it.contains("admission webhook listens on"));
      String port = line.substring(line.lastIndexOf(':') + 1).strip();
      naru.await(0, it -> it.contains("the API server was told of the authorities"));
      ask(admin, name, Integer.parseInt(port));
      awaitCalls(namespace);
      assertThatThrownBy(() ->
              namespace.admin().resource(ingress(name, "bad", Map.of("auth-url", "x"))).create())
          .isInstanceOfSatisfying(
              KubernetesClientException.class,
              it -> {
                assertThat(it.getCode()).isEqualTo(400);
                assertThat(it.getStatus().getMessage())
                    .contains("Ingress " + name + "/bad, metadata.annotations[")
                    .contains("cannot be honoured yet; its paths are answered 503");
              });
      admin.resource(ingress(name, "good", Map.of())).create();
      naru.await(0, it -> it.contains(" 2 hosts, "));
      assertThatThrownBy(() -> admin.resource(ingress(name, "second", Map.of())).create())
          .hasMessageContaining("which Ingress " + name + "/good has already");
      Secret secret = admin.secrets().inNamespace(name).withName("webhook").get();
      assertThat(secret.getData()).containsKeys("tls.crt", "tls.key", "ca.crt");
    } finally {
      admin.admissionRegistration().v1().validatingWebhookConfigurations().withName(name).delete();
      admin.network().v1().ingressClasses().withName(name).delete();
    }
  }

  /// Before, every connection to its webhook is refused, which a failurePolicy may make an error.
  @Test
  void aPodIsReadyOnlyWhenItsWebhookHasACertificate(TestNamespace namespace) throws Exception {
    ProcessBuilder pod = new ProcessBuilder();
    pod.environment().putAll(Map.of("POD_NAME", "naru-0", "POD_NAMESPACE", namespace.name()));
    try (Naru naru =
        Naru.start(
            pod,
            "serve",
            "--kubeconfig=" + namespace.cluster().kubeconfig(),
            "--controller-class=test/" + namespace.name(),
            "--http-port=0",
            "--https-port=0",
            "--healthz-port=0",
            "--status-port=0",
            "--validating-webhook=127.0.0.1:0",
            "--validating-webhook-self-signed=webhook",
            "--validating-webhook-configuration=" + namespace.name(),
            "--validating-webhook-service=localhost")) {
      String serving = naru.await(0, it -> it.contains("health and metrics on port "));
      String port = serving.replaceAll(".*health and metrics on port ([0-9]+).*", "$1");
      String ready = "http://127.0.0.1:" + port + "/readyz";
      while (status(ready) != 200) {
        Thread.onSpinWait();
      }
      assertThat(naru.lines()).anyMatch(it -> it.contains("the webhook serves "));
    }
  }

  private static int status(String url) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(url)).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  private static void ask(KubernetesClient admin, String configuration, int port) {
    admin
        .admissionRegistration()
        .v1()
        .validatingWebhookConfigurations()
        .withName(configuration)
        .edit(it -> {
          it.getWebhooks().getFirst().getClientConfig().setUrl(WebhookConfigurations.url(port));
          return it;
        });
  }

  /// Until the API server has heard of the change.
  private static void awaitCalls(TestNamespace namespace) {
    for (int i = 0; ; i++) {
      try {
        namespace.admin().resource(ingress(namespace.name(), "early", Map.of())).dryRun().create();
        return;
      } catch (KubernetesClientException e) {
        if (i == MOST_CALLS) {
          throw e;
        }
      }
    }
  }

  private static IngressClass ingressClass(String name) {
    return new IngressClassBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withController("test/" + name)
        .endSpec()
        .build();
  }

  private static Ingress ingress(String namespace, String name, Map<String, String> annotations) {
    IngressBuilder ingress =
        new IngressBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .endMetadata()
            .withNewSpec()
            .withIngressClassName(namespace)
            .addNewRule()
            .withHost("it." + namespace + ".test")
            .withNewHttp()
            .addNewPath()
            .withPath("/")
            .withPathType("Prefix")
            .withNewBackend()
            .withNewService()
            .withName("web")
            .withNewPort()
            .withNumber(80)
            .endPort()
            .endService()
            .endBackend()
            .endPath()
            .endHttp()
            .endRule()
            .endSpec();
    annotations.forEach((key, value) ->
        ingress
            .editMetadata()
            .addToAnnotations("nginx.ingress.kubernetes.io/" + key, value)
            .endMetadata());
    return ingress.build();
  }
}
