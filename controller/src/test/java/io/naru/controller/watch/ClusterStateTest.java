package io.naru.controller.watch;

import static io.naru.controller.watch.Objects.ingress;
import static io.naru.controller.watch.Objects.service;
import static io.naru.controller.watch.Objects.slice;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import org.junit.jupiter.api.Test;

class ClusterStateTest {
  private static final ObjectKey SLICE = new ObjectKey(Kind.ENDPOINT_SLICE, "default", "s1");
  private static final ObjectKey WEB = new ObjectKey(Kind.SERVICE, "default", "web");
  private static final ObjectKey API = new ObjectKey(Kind.SERVICE, "default", "api");

  private final ClusterState state =
      with(
          ClusterState.empty(),
          ingress("default", "web", "a.test"),
          service("default", "web"),
          slice("default", "s2", "web", "10.0.0.2"),
          slice("default", "s1", "web", "10.0.0.1"));

  @Test
  void objectsAreFoundByKindNamespaceAndName() {
    assertThat(state.ingress("default", "web")).isPresent();
    assertThat(state.service("default", "web")).isPresent();
    assertThat(state.ingress("other", "web")).isEmpty();
    assertThat(state.secret("default", "web")).isEmpty();
    assertThat(state.ingresses()).hasSize(1);
    assertThat(state.count(Kind.ENDPOINT_SLICE)).isEqualTo(2);
  }

  @Test
  void namesThatNoObjectHasFindNothing() {
    assertThat(state.secret("default", "")).isEmpty();
    assertThat(state.service("", "web")).isEmpty();
    assertThat(state.ingressClass("")).isEmpty();
    assertThat(state.slices("", "")).isEmpty();
  }

  @Test
  void slicesAreFoundByTheirServiceInTheOrderOfTheirNames() {
    assertThat(state.slices("default", "web"))
        .extracting(slice -> slice.getMetadata().getName())
        .containsExactly("s1", "s2");
    assertThat(state.slices("default", "api")).isEmpty();
  }

  @Test
  void aSliceThatMovesToAnotherServiceTouchesBoth() {
    StateEdit.Derived moved = state.edit().put(slice("default", "s1", "api", "10.0.0.1")).apply();

    assertThat(moved.state().slices("default", "web")).hasSize(1);
    assertThat(moved.state().slices("default", "api")).hasSize(1);
    assertThat(moved.changes().servicesWithOtherSlices()).containsExactlyInAnyOrder(WEB, API);
  }

  @Test
  void aRemovedSliceStillTellsWhoseItWas() {
    StateEdit.Derived removed = state.edit().remove(SLICE).apply();

    assertThat(removed.changes().changes()).containsExactly(new Change(SLICE, Change.How.REMOVED));
    assertThat(removed.changes().servicesWithOtherSlices()).containsExactly(WEB);
  }

  @Test
  void aSliceWithoutAServiceIsKeptAndBelongsToNone() {
    HasMetadata loose = slice("default", "s3", "web", "10.0.0.3");
    loose.getMetadata().getLabels().clear();

    StateEdit.Derived derived = state.edit().put(loose).apply();

    assertThat(derived.state().count(Kind.ENDPOINT_SLICE)).isEqualTo(3);
    assertThat(derived.changes().servicesWithOtherSlices()).isEmpty();
  }

  @Test
  void anEqualObjectIsNoChangeAndTheStateStaysTheSame() {
    HasMetadata again = ingress("default", "web", "a.test");
    again.getMetadata().setResourceVersion("another");

    StateEdit.Derived derived = state.edit().put(again).remove(API).apply();

    assertThat(derived.changes().isEmpty()).isTrue();
    assertThat(derived.state()).isSameAs(state);
  }

  @Test
  void printingAStateShowsNoSecret() {
    HasMetadata secret =
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace("default")
            .withName("key")
            .endMetadata()
            .addToData("tls.key", "canary")
            .build();

    assertThat(with(state, secret).toString()).contains("Secret=1").doesNotContain("canary");
  }

  private static ClusterState with(ClusterState base, HasMetadata... objects) {
    StateEdit edit = base.edit();
    for (HasMetadata object : objects) {
      edit.put(object);
    }
    return edit.apply().state();
  }
}
