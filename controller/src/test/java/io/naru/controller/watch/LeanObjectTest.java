package io.naru.controller.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeanObjectTest {
  @Test
  void keepsWhatCompileReadsAndDropsTheRest() {
    Ingress full =
        new IngressBuilder(Objects.ingress("default", "web", "a.test"))
            .editMetadata()
            .withUid("u")
            .withCreationTimestamp("2024-01-01T00:00:00Z")
            .withResourceVersion("17")
            .withGeneration(3L)
            .addToLabels("app", "web")
            .addToAnnotations("a", "b")
            .addToAnnotations("kubectl.kubernetes.io/last-applied-configuration", "{}")
            .addNewManagedField()
            .withManager("kubectl")
            .endManagedField()
            .addToFinalizers("f")
            .endMetadata()
            .withNewStatus()
            .endStatus()
            .build();

    Ingress lean = (Ingress) LeanObject.of(full);

    assertThat(lean)
        .isEqualTo(
            new IngressBuilder(Objects.ingress("default", "web", "a.test"))
                .editMetadata()
                .withUid("u")
                .withCreationTimestamp("2024-01-01T00:00:00Z")
                .addToAnnotations("a", "b")
                .endMetadata()
                .build());
    assertThat(full.getMetadata().getResourceVersion()).isEqualTo("17");
    assertThat(full.getMetadata().getAnnotations()).hasSize(2);
  }

  @Test
  void aSliceKeepsItsServiceAndWhereEndpointsAreAndWhetherTheyAreReady() {
    EndpointSlice full =
        new EndpointSliceBuilder(Objects.slice("default", "s", "web", "10.0.0.1", "10.0.0.2"))
            .editMetadata()
            .addToAnnotations("endpoints.kubernetes.io/last-change-trigger-time", "now")
            .addToLabels("endpointslice.kubernetes.io/managed-by", "somebody")
            .addToLabels("app", "web")
            .endMetadata()
            .editFirstEndpoint()
            .withNewConditions(false, true, true)
            .withZone("z")
            .withNodeName("n")
            .withHostname("h")
            .withNewTargetRef()
            .withName("pod")
            .endTargetRef()
            .endEndpoint()
            .addNewPort("http", "http", 80, "TCP")
            .build();

    EndpointSlice lean = (EndpointSlice) LeanObject.of(full);

    assertThat(lean)
        .isEqualTo(
            new EndpointSliceBuilder(Objects.slice("default", "s", "web", "10.0.0.1", "10.0.0.2"))
                .editFirstEndpoint()
                .withNewConditions(false, null, null)
                .endEndpoint()
                .editLastEndpoint()
                .withNewConditions(true, null, null)
                .endEndpoint()
                .addNewPort(null, "http", 80, "TCP")
                .editMetadata()
                .addToLabels("endpointslice.kubernetes.io/managed-by", "somebody")
                .endMetadata()
                .build());
  }

  @Test
  void aServiceKeepsHowItsEndpointsAreFound() {
    Service full =
        new ServiceBuilder()
            .withNewMetadata()
            .withNamespace("default")
            .withName("web")
            .withUid("u")
            .addToLabels("app", "web")
            .endMetadata()
            .withNewSpec()
            .withType("ClusterIP")
            .withClusterIP("10.96.0.1")
            .withClusterIPs("10.96.0.1", "fd00::1")
            .withSessionAffinity("None")
            .addToSelector("app", "web")
            .addToPorts(new ServicePort("grpc", "http", 30080, 80, "TCP", new IntOrString("web")))
            .endSpec()
            .build();

    assertThat(LeanObject.of(full))
        .isEqualTo(
            new ServiceBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("web")
                .withUid("u")
                .endMetadata()
                .withNewSpec()
                .withType("ClusterIP")
                .withClusterIP("10.96.0.1")
                .addToPorts(
                    new ServicePort("grpc", "http", null, 80, "TCP", new IntOrString("web")))
                .endSpec()
                .build());
  }

  /// Ten thousand objects have a hundred thousand parts, each with a map of its own otherwise.
  @Test
  void noPartHasAMapOfItsOwnForFieldsThatNobodyReads() {
    Ingress one = (Ingress) LeanObject.of(Objects.ingress("default", "one", "a.test"));
    Ingress two = (Ingress) LeanObject.of(Objects.ingress("default", "two", "b.test"));

    assertThat(one.getAdditionalProperties())
        .isSameAs(two.getAdditionalProperties())
        .isSameAs(one.getSpec().getAdditionalProperties())
        .isSameAs(one.getMetadata().getAdditionalProperties());
    assertThat(one.getMetadata().getNamespace()).isSameAs(two.getMetadata().getNamespace());
  }

  @Test
  void whatIsMissingIsEmptyAndNeverNull() {
    Secret bare =
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace("a")
            .withName("b")
            .endMetadata()
            .build();
    bare.setData(null);
    bare.getMetadata().setAnnotations(null);
    bare.getMetadata().setLabels(null);
    Ingress specless = Objects.ingress("a", "b", "c");
    specless.setSpec(null);

    assertThat(((Secret) LeanObject.of(bare)).getData()).isEqualTo(Map.of());
    assertThat(LeanObject.of(bare).getMetadata().getAnnotations()).isEqualTo(Map.of());
    assertThat(LeanObject.of(bare).getMetadata().getLabels()).isEqualTo(Map.of());
    assertThat(((Ingress) LeanObject.of(specless)).getSpec().getRules()).isEmpty();
  }

  @Test
  void aKindThatIsNotReadIsABugOfTheSource() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LeanObject.of(new PodBuilder().build()))
        .withMessageContaining("Pod");
  }
}
