package io.naru.controller.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.naru.controller.access.Access;
import io.naru.controller.access.ApiServer;
import io.naru.controller.access.Connection;
import io.naru.controller.access.Feature;
import io.naru.controller.access.Names;
import io.naru.controller.testkit.OnRealCluster;
import io.naru.controller.testkit.PrivateCluster;
import io.naru.controller.testkit.TestNamespace;
import io.naru.tls.material.Certificate;
import io.naru.tls.testkit.TestCertificates;
import io.naru.tls.testkit.TestPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The webhook asked by a real API server.
@OnRealCluster
class WebhookClusterIT {
  private static final TestCertificates AUTHORITY = TestCertificates.authority("webhook authority");
  private static final Duration OFTEN = Duration.ofMillis(500);

  private static Registered served(TestNamespace namespace) throws IOException {
    Registered api = new Registered(namespace);
    Certificate certificate = AUTHORITY.ec("localhost").certificate();
    api.tls().use(new ServingTls.Material(certificate, Optional.empty()));
    api.believe(AUTHORITY.caPem());
    api.awaitCalls();
    return api;
  }

  @Test
  void aBadIngressIsRefusedWithItsSentences(TestNamespace namespace) throws IOException {
    try (Registered api = served(namespace)) {
      assertThatThrownBy(() ->
              api.create(
                  TestWorld.ingress(
                      "bad", "bad.test", Map.of("auth-url", "x", "proxy-read-timeout", "soon"))))
          .isInstanceOfSatisfying(
              KubernetesClientException.class,
              it -> {
                assertThat(it.getCode()).isEqualTo(400);
                assertThat(it.getStatus().getMessage())
                    .startsWith("admission webhook \"validate.nginx.ingress.kubernetes.io\" denied")
                    .contains(
                        "Ingress %s/bad, metadata.annotations[nginx.ingress.kubernetes.io/auth-url]:"
                                .formatted(namespace.name())
                            + " cannot be honoured yet; its paths are answered 503")
                    .contains("proxy-read-timeout]: \"soon\" is not a whole number");
              });
    }
  }

  @Test
  void aGoodOnePassesAndItsWarningsArrive(TestNamespace namespace) throws IOException {
    try (Registered api = served(namespace)) {
      assertThat(
              api.create(TestWorld.ingress("good", "good.test", Map.of())).getMetadata().getUid())
          .isNotEmpty();
      assertThat(api.warnings()).isEmpty();
      api.create(TestWorld.ingress("odd", "odd.test", Map.of("ssl-redirecd", "true")));
      assertThat(api.warnings())
          .singleElement()
          .asString()
          .contains("ssl-redirecd]: is unknown; did you mean ssl-redirect?; it is ignored");
    }
  }

  @Test
  void a12APathThatIsTakenIsRefusedAndAnUpdateOfItsOwnerIsNot(TestNamespace namespace)
      throws IOException {
    try (Registered api = served(namespace)) {
      Ingress first = api.create(TestWorld.ingress("first", "it.test", Map.of()));
      api.know(first);
      assertThatThrownBy(() -> api.create(TestWorld.ingress("second", "it.test", Map.of())))
          .hasMessageContaining("wants path / of host it.test, which Ingress")
          .hasMessageContaining("/first has already");
      api.update(first);
      api.create(TestWorld.ingress("canary", "it.test", Map.of("canary", "true")));
    }
  }

  @Test
  void whatCannotBeUpdatedCanBeDeleted(TestNamespace namespace) throws IOException {
    try (Registered api = served(namespace)) {
      Ingress it = api.create(TestWorld.ingress("it", "it.test", Map.of()));
      api.know(TestWorld.ingress("other", "it.test", Map.of()));
      assertThatThrownBy(() -> api.update(it)).isInstanceOf(KubernetesClientException.class);
      api.delete(it);
    }
  }

  @Test
  void b1AnApiServerWithoutACertificateGetsNoAnswerWhereOneIsAskedFor(TestNamespace namespace)
      throws IOException {
    try (Registered api = served(namespace)) {
      api.tls()
          .use(
              new ServingTls.Material(
                  AUTHORITY.ec("localhost").certificate(),
                  Optional.of(TestCertificates.authority("clients").caBundle())));
      // another bundle makes the API server connect anew
      api.believe(AUTHORITY.caPem() + TestCertificates.authority("other").caPem());
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < Registered.MOST_CALLS; i++) {
                  api.createDry(TestWorld.ingress("good", "good.test", Map.of()));
                }
              })
          .isInstanceOfSatisfying(
              KubernetesClientException.class, it -> assertThat(it.getCode()).isEqualTo(500))
          .hasMessageContaining("failed calling webhook");
    }
  }

  @Test
  void b1AnApiServerThatShowsItsCertificateIsAnswered(@TempDir Path folder) throws IOException {
    TestCertificates clients = TestCertificates.authority("clients");
    try (PrivateCluster cluster =
            PrivateCluster.admittingBy(showing(clients.ec("api-server"), folder));
        TestNamespace namespace = TestNamespace.in(cluster);
        Registered api = new Registered(namespace)) {
      api.tls()
          .use(
              new ServingTls.Material(
                  AUTHORITY.ec("localhost").certificate(), Optional.of(clients.caBundle())));
      api.believe(AUTHORITY.caPem());
      api.awaitCalls();
      assertThatThrownBy(
              () -> api.create(TestWorld.ingress("bad", "bad.test", Map.of("auth-url", "x"))))
          .hasMessageContaining("cannot be honoured yet");
    }
  }

  /// How an API server is told what to show to webhooks.
  private static Path showing(TestPair client, Path folder) throws IOException {
    Path certificate = Files.writeString(folder.resolve("tls.crt"), client.certificatePem());
    Path key = Files.writeString(folder.resolve("tls.key"), client.keyPem());
    Path credentials =
        Files.writeString(
            folder.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            users: [{name: "*", user: {client-certificate: %s, client-key: %s}}]
            """
                .formatted(certificate, key));
    return Files.writeString(
        folder.resolve("admission.yaml"),
        """
        apiVersion: apiserver.config.k8s.io/v1
        kind: AdmissionConfiguration
        plugins:
          - name: ValidatingAdmissionWebhook
            configuration:
              apiVersion: apiserver.config.k8s.io/v1
              kind: WebhookAdmissionConfiguration
              kubeConfigFile: %s
        """
            .formatted(credentials));
  }

  @Test
  void withoutACertificateNothingIsStored(TestNamespace namespace) throws IOException {
    try (Registered api = new Registered(namespace)) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < Registered.MOST_CALLS; i++) {
                  api.createDry(TestWorld.ingress("early", "early.test", Map.of()));
                }
              })
          .isInstanceOfSatisfying(
              KubernetesClientException.class, it -> assertThat(it.getCode()).isEqualTo(500));
    }
  }

  @Test
  void theLeaderMakesTheCertificateAndTheApiServerBelievesIt(TestNamespace namespace)
      throws IOException {
    try (Registered api = new Registered(namespace);
        ApiServer own = own(namespace);
        MaterialKeeper keeper = keeper(api, own, "localhost")) {
      keeper.look();
      api.awaitCalls();
      assertThatThrownBy(
              () -> api.create(TestWorld.ingress("bad", "bad.test", Map.of("auth-url", "x"))))
          .hasMessageContaining("cannot be honoured yet");
    }
  }

  /// A change of names is rotated as a coming end is.
  @Test
  void rotationRefusesNoCall(TestNamespace namespace) throws IOException {
    try (Registered api = new Registered(namespace);
        ApiServer own = own(namespace)) {
      try (MaterialKeeper first = keeper(api, own, "localhost")) {
        first.look();
        api.awaitCalls();
      }
      for (int i = 0; i < 3; i++) {
        String name = "rotation-" + i;
        try (MaterialKeeper keeper = keeper(api, own, "localhost", name)) {
          keeper.start(OFTEN, OFTEN);
          int calls = 0;
          while (!names(api).contains(name) || calls < 20) {
            api.createDry(TestWorld.ingress("good", "good.test", Map.of()));
            calls++;
          }
        }
      }
    }
  }

  private static List<String> names(Registered api) {
    return api.tls().material().map(it -> it.certificate().names()).orElse(List.of());
  }

  private static MaterialKeeper keeper(Registered api, ApiServer own, String... names) {
    return new MaterialKeeper(
        api.tls(),
        new OwnCertificate(own.webhook(), List.of(names), () -> true, InstantSource.system()),
        Optional.empty());
  }

  /// As the controller reaches it: what it is not granted does not leave this process.
  private static ApiServer own(TestNamespace namespace) throws IOException {
    return ApiServer.open(
        new Connection(
            Optional.of(namespace.cluster().kubeconfig()), Optional.empty(), Optional.empty()),
        new Access(
            Optional.empty(),
            new Names(namespace.name(), "lease", "webhook", namespace.name()),
            Set.of(Feature.ALL_SECRETS, Feature.ADMISSION_CERTIFICATE)),
        Map.of());
  }
}
