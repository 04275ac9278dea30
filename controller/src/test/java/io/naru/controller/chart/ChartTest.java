package io.naru.controller.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What holds for the chart in every shape of it.
class ChartTest {

  @Test
  void helmHasNothingToSayAgainstIt() {
    LintResult lint = Chart.helm().lint().strict().call();
    assertThat(lint.isFailed()).as(lint.getMessages().toString()).isFalse();
  }

  @Test
  void everyValueHasItsSchemaAndEverySchemaItsValue() throws IOException {
    JsonNode values =
        new ObjectMapper()
            .valueToTree(
                new KubernetesSerialization()
                    .unmarshal(
                        Files.readString(Chart.FOLDER.resolve("values.yaml")), Object.class));
    JsonNode schema =
        new ObjectMapper().readTree(Files.readString(Chart.FOLDER.resolve("values.schema.json")));
    Set<String> declared = new TreeSet<>();
    addDeclared(schema, schema, "", declared);
    declared.remove("global");
    Set<String> there = new TreeSet<>();
    addPaths(values, schema, schema, "", there);
    assertThat(there).isEqualTo(declared);
  }

  private static JsonNode resolved(JsonNode schema, JsonNode root) {
    return schema.has("$ref") ? root.at(schema.get("$ref").asText().substring(1)) : schema;
  }

  private static void addDeclared(JsonNode schema, JsonNode root, String path, Set<String> found) {
    resolved(schema, root)
        .path("properties")
        .properties()
        .forEach(it -> {
          String below = path.isEmpty() ? it.getKey() : path + "." + it.getKey();
          found.add(below);
          if (!it.getKey().equals("extraEnvs")) {
            addDeclared(it.getValue(), root, below, found);
          }
        });
  }

  /// Down to where the schema leaves the names to the user.
  private static void addPaths(
      JsonNode value, JsonNode schema, JsonNode root, String path, Set<String> found) {
    JsonNode properties = resolved(schema, root).path("properties");
    if (properties.isMissingNode()) {
      return;
    }
    value
        .properties()
        .forEach(it -> {
          String below = path.isEmpty() ? it.getKey() : path + "." + it.getKey();
          found.add(below);
          addPaths(it.getValue(), properties.path(it.getKey()), root, below, found);
        });
  }

  @Test
  void theImageIsThatOfThisVersion() throws IOException {
    Properties properties = new Properties();
    try (InputStream in =
        Objects.requireNonNull(
            ChartTest.class.getResourceAsStream("/io/naru/controller/version.properties"))) {
      properties.load(in);
    }
    assertThat(
            Rendered.of(Chart.rendered(Map.of()))
                .pod()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage())
        .isEqualTo("naru:" + properties.getProperty("version"));
  }

  @Test
  void everyPodIsConfined() {
    for (Rendered rendered : all()) {
      PodSpec pod = rendered.pod().getSpec();
      assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
      assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
      assertThat(pod.getSecurityContext().getSeccompProfile().getType())
          .isEqualTo("RuntimeDefault");
      Container container = pod.getContainers().getFirst();
      assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
      assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
      assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
      assertThat(container.getSecurityContext().getCapabilities().getAdd()).isEmpty();
      assertThat(container.getPorts())
          .extracting(ContainerPort::getContainerPort)
          .allMatch(port -> port >= 1024);
    }
  }

  @Test
  void everyServicePortLeadsToAPortOfTheContainer() {
    for (Rendered rendered : all()) {
      Set<String> ports = new TreeSet<>();
      rendered
          .pod()
          .getSpec()
          .getContainers()
          .getFirst()
          .getPorts()
          .forEach(it -> ports.add(it.getName()));
      for (Service service : rendered.all(Service.class)) {
        assertThat(service.getSpec().getPorts())
            .extracting(ServicePort::getTargetPort)
            .extracting(IntOrString::getStrVal)
            .isSubsetOf(ports);
        assertThat(rendered.pod().getMetadata().getLabels())
            .containsAllEntriesOf(service.getSpec().getSelector());
      }
    }
  }

  @Test
  void noLabelOfAPodChangesWithTheVersion() {
    assertThat(Rendered.of(Chart.rendered(Map.of())).pod().getMetadata().getLabels())
        .containsOnlyKeys(
            "app.kubernetes.io/name", "app.kubernetes.io/instance", "app.kubernetes.io/component");
  }

  @Test
  void twoReplicasAreNotEvictedTogether() {
    assertThat(Rendered.of(Chart.rendered(Map.of())).all(PodDisruptionBudget.class)).isEmpty();
    assertThat(
            Rendered.of(Chart.rendered(Map.of("controller.replicaCount", "2")))
                .first(PodDisruptionBudget.class))
        .hasValueSatisfying(
            it -> assertThat(it.getSpec().getMinAvailable()).isEqualTo(new IntOrString(1)));
  }

  /// A load balancer still sends connections while its health check has not failed often enough;
  /// the nodes must pass them on for as long.
  @Test
  void theKubeletFindsAPodThatEndsUnreadyAfterItsGraceAlone() {
    for (int grace : new int[] {0, 10, 45, 300}) {
      Rendered rendered =
          Rendered.of(
              Chart.rendered(
                  Map.of(
                      "controller.shutdownGracePeriodSeconds",
                      String.valueOf(grace),
                      "controller.terminationGracePeriodSeconds",
                      "600")));
      Probe probe = rendered.pod().getSpec().getContainers().getFirst().getReadinessProbe();
      assertThat((probe.getFailureThreshold() - 1) * probe.getPeriodSeconds()).isGreaterThan(grace);
    }
  }

  /// 45 s of notice, 240 s for what is under way and 15 s more; and a load balancer takes 300 s to
  /// let go of a node.
  @Test
  void aPodIsGivenTheTimeThatItsEndTakes() {
    assertThat(
            Rendered.of(Chart.rendered(Map.of()))
                .pod()
                .getSpec()
                .getTerminationGracePeriodSeconds())
        .isGreaterThan(300);
    assertThat(
            Chart.rendered(
                Map.of(
                    "controller.config.worker-shutdown-timeout", "1m",
                    "controller.terminationGracePeriodSeconds", "120")))
        .contains("worker-shutdown-timeout: \"1m\"");
  }

  @Test
  void theMemoryIsEnoughToStart() {
    long bytes =
        Quantity.getAmountInBytes(
                Rendered.of(Chart.rendered(Map.of()))
                    .pod()
                    .getSpec()
                    .getContainers()
                    .getFirst()
                    .getResources()
                    .getLimits()
                    .get("memory"))
            .longValueExact();
    assertThat(bytes * 35 / 100).isGreaterThan(64L << 20);
  }

  @Test
  void everythingIsNamedAfterTheReleaseAndLabelled() {
    for (HasMetadata object : Rendered.of(Chart.rendered(Map.of())).objects()) {
      assertThat(object.getMetadata().getLabels())
          .containsEntry("app.kubernetes.io/instance", Chart.RELEASE)
          .containsEntry("app.kubernetes.io/managed-by", "Helm");
    }
  }

  /// YAML would make a number, a truth or nothing of `7001`, `true` or `null`, which the API server
  /// refuses where a text is due.
  @Test
  void aNameThatLooksLikeANumberIsAText(@TempDir Path folder) throws IOException {
    Path values =
        Files.writeString(
            folder.resolve("values.yaml"),
            """
            nameOverride: "7002"
            fullnameOverride: "7003"
            serviceAccount: {name: "7004"}
            controller:
              ingressClassResource: {name: "7005", aliases: ["7006"], controllerValue: "7007"}
              priorityClassName: "7008"
              service: {type: LoadBalancer, loadBalancerClass: "7009"}
              scope: {enabled: true, namespace: "7010"}
              metrics: {enabled: true, serviceMonitor: {enabled: true, namespace: "7011"}}
              admissionWebhooks: {existingSecret: "7012", caBundle: "7013", clientCAConfigMap: "7014"}
            """);
    String rendered = Chart.template("7000", "7001").withValuesFile(values).call();
    assertThat(rendered).contains("7000", "7004", "7009", "7011", "7014");
    assertThat(rendered.lines())
        .filteredOn(it -> it.matches(".*[:-] 70[01][0-9]"))
        .as("unquoted")
        .isEmpty();
    assertThat(Rendered.of(rendered).objects()).isNotEmpty();
  }

  private static Iterable<Rendered> all() {
    return Chart.cases().stream().map(Chart::rendered).map(Rendered::of).toList();
  }
}
