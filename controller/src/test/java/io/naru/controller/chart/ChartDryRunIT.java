package io.naru.controller.chart;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.naru.controller.testkit.OnRealCluster;
import io.naru.controller.testkit.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// A real API server takes every object of every case: server-side apply, which knows no unknown
/// field, in a dry run. The kinds of Prometheus' operator and of cert-manager are declared there by
/// name alone, so of those it says nothing.
@OnRealCluster
class ChartDryRunIT {
  private static final List<String> NAMESPACES = List.of(Chart.NAMESPACE, "shop", "monitoring");
  private static final long PATIENCE_SECONDS = 30;

  private KubernetesClient admin;

  @BeforeEach
  void prepare(TestCluster cluster) {
    admin = cluster.admin();
    for (String name : NAMESPACES) {
      admin
          .namespaces()
          .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
          .serverSideApply();
    }
    declare("monitoring.coreos.com", "v1", "ServiceMonitor");
    declare("cert-manager.io", "v1", "Issuer");
    declare("cert-manager.io", "v1", "Certificate");
  }

  @AfterEach
  void close() {
    admin.close();
  }

  private void declare(String group, String version, String kind) {
    CustomResourceDefinition definition = definition(group, version, kind);
    admin.resource(definition).serverSideApply();
    admin
        .resource(definition)
        .waitUntilCondition(ChartDryRunIT::isEstablished, PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** The server writes the status some time after the object: until then there is none. */
  private static boolean isEstablished(CustomResourceDefinition definition) {
    return Optional.ofNullable(definition)
        .map(CustomResourceDefinition::getStatus)
        .map(CustomResourceDefinitionStatus::getConditions)
        .stream()
        .flatMap(List::stream)
        .anyMatch(it -> it.getType().equals("Established") && it.getStatus().equals("True"));
  }

  private static CustomResourceDefinition definition(String group, String version, String kind) {
    String plural = kind.toLowerCase(Locale.ROOT) + "s";
    return new CustomResourceDefinitionBuilder()
        .withNewMetadata()
        .withName(plural + "." + group)
        .endMetadata()
        .withNewSpec()
        .withGroup(group)
        .withScope("Namespaced")
        .withNewNames()
        .withKind(kind)
        .withPlural(plural)
        .endNames()
        .addNewVersion()
        .withName(version)
        .withServed(true)
        .withStorage(true)
        .withNewSchema()
        .withNewOpenAPIV3Schema()
        .withType("object")
        .withXKubernetesPreserveUnknownFields(true)
        .endOpenAPIV3Schema()
        .endSchema()
        .endVersion()
        .endSpec()
        .build();
  }

  @TestFactory
  Stream<DynamicTest> everyObjectIsTaken() throws IOException {
    Stream.Builder<DynamicTest> tests = Stream.builder();
    for (var folder : Chart.cases()) {
      String text = Files.readString(folder.resolve("out.yaml"));
      for (HasMetadata object : Rendered.of(text).objects()) {
        String name =
            "%s: %s %s"
                .formatted(folder.getFileName(), object.getKind(), object.getMetadata().getName());
        tests.add(DynamicTest.dynamicTest(name, () -> assertTaken(object)));
      }
    }
    return tests.build();
  }

  private void assertTaken(HasMetadata object) {
    assertThatCode(() -> admin.resource(object).dryRun().serverSideApply())
        .doesNotThrowAnyException();
  }
}
