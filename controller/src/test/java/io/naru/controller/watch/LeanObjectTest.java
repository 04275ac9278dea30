package io.naru.controller.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
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
                .addToLabels("app", "web")
                .addToAnnotations("a", "b")
                .endMetadata()
                .build());
    assertThat(full.getMetadata().getResourceVersion()).isEqualTo("17");
    assertThat(full.getMetadata().getAnnotations()).hasSize(2);
  }

  @Test
  void aSliceKeepsAddressesConditionsAndTopology() {
    EndpointSlice full =
        new EndpointSliceBuilder(Objects.slice("default", "s", "web", "10.0.0.1"))
            .editMetadata()
            .addToAnnotations("endpoints.kubernetes.io/last-change-trigger-time", "now")
            .endMetadata()
            .editFirstEndpoint()
            .withNewConditions(true, true, false)
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
            new EndpointSliceBuilder(Objects.slice("default", "s", "web", "10.0.0.1"))
                .editFirstEndpoint()
                .withNewConditions(true, true, false)
                .withZone("z")
                .withNodeName("n")
                .endEndpoint()
                .addNewPort("http", "http", 80, "TCP")
                .build());
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
