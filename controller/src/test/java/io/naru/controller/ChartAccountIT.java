package io.naru.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamedAuthInfoBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.naru.controller.chart.Chart;
import io.naru.controller.chart.Rendered;
import io.naru.controller.testkit.OnRealCluster;
import io.naru.controller.testkit.PrivateCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program as the chart starts it: with its command line, and with the rights of its account.
@OnRealCluster
class ChartAccountIT {
  private static final String NAMESPACE = "ingress";
  private static final String POD = "naru-0";
  private static final long PATIENCE_SECONDS = 60;

  @TempDir Path folder;
  private final KubernetesSerialization yaml = new KubernetesSerialization();

  @Test
  void theRightsOfTheAccountAreEnough(PrivateCluster cluster) throws Exception {
    Rendered release =
        Rendered.of(Files.readString(Chart.folder("deployment").resolve("out.yaml")));
    try (KubernetesClient admin = cluster.admin()) {
      install(admin, release);
      try (Naru naru = start(release, kubeconfig(cluster, admin))) {
        naru.await(0, line -> line.contains("serving "));
        Service service = admin.services().inNamespace(NAMESPACE).withName("naru-controller").get();
        await(admin.resource(ingress()), it -> statusNames(it, service.getSpec().getClusterIP()));
        await(
            admin
                .admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName("naru-admission"),
            ChartAccountIT::isTrusted);
        naru.terminate();
        assertThat(naru.exitCode()).isZero();
        assertThat(naru.lines()).noneMatch(line -> line.contains("forbidden"));
      }
    }
  }

  /// The Ingress comes first: nobody answers for the webhook where the API server would ask.
  private static void install(KubernetesClient admin, Rendered release) {
    admin
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .create();
    admin.resource(ingress()).create();
    for (HasMetadata object : release.objects()) {
      admin.resource(object).serverSideApply();
    }
    PodTemplateSpec template = release.pod();
    admin
        .resource(
            new PodBuilder()
                .withMetadata(template.getMetadata())
                .editMetadata()
                .withName(POD)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withSpec(template.getSpec())
                .build())
        .create();
  }

  private static Ingress ingress() {
    return new IngressBuilder()
        .withNewMetadata()
        .withName("shop")
        .withNamespace("default")
        .endMetadata()
        .withNewSpec()
        .withIngressClassName("nginx")
        .withNewDefaultBackend()
        .withNewService()
        .withName("shop")
        .withNewPort()
        .withNumber(80)
        .endPort()
        .endService()
        .endDefaultBackend()
        .endSpec()
        .build();
  }

  private Path kubeconfig(PrivateCluster cluster, KubernetesClient admin) throws IOException {
    TokenRequest token =
        admin
            .serviceAccounts()
            .inNamespace(NAMESPACE)
            .withName("naru")
            .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build());
    Config config = yaml.unmarshal(Files.readString(cluster.kubeconfig()), Config.class);
    config.setUsers(
        List.of(
            new NamedAuthInfoBuilder()
                .withName(config.getUsers().getFirst().getName())
                .withNewUser()
                .withToken(token.getStatus().getToken())
                .endUser()
                .build()));
    return Files.writeString(folder.resolve("kubeconfig"), yaml.asYaml(config));
  }

  private Naru start(Rendered release, Path kubeconfig) throws IOException {
    List<String> args = new ArrayList<>(release.args());
    args.addAll(
        List.of(
            "--kubeconfig=" + kubeconfig,
            "--bind-address=127.0.0.1",
            "--http-port=0",
            "--https-port=0",
            "--healthz-host=127.0.0.1",
            "--healthz-port=0",
            "--status-port=0",
            "--validating-webhook=127.0.0.1:0",
            "--shutdown-grace-period=0",
            "--log-format=plain"));
    ProcessBuilder pod = new ProcessBuilder();
    pod.environment().put("POD_NAME", POD);
    pod.environment().put("POD_NAMESPACE", NAMESPACE);
    return Naru.start(pod, args.toArray(String[]::new));
  }

  private static <T extends HasMetadata> void await(Resource<T> object, Predicate<T> wanted) {
    object.waitUntilCondition(
        it -> it != null && wanted.test(it), PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static boolean statusNames(Ingress ingress, String address) {
    return ingress.getStatus() != null
        && ingress.getStatus().getLoadBalancer().getIngress().stream()
            .anyMatch(it -> address.equals(it.getIp()));
  }

  private static boolean isTrusted(ValidatingWebhookConfiguration configuration) {
    return configuration.getWebhooks().stream()
        .allMatch(it -> it.getClientConfig().getCaBundle() != null);
  }
}
