package io.naru.controller.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ObjectKeyTest {
  @Test
  void readsAsAPersonWouldSayIt() {
    assertThat(new ObjectKey(Kind.INGRESS, "default", "web")).hasToString("Ingress default/web");
    assertThat(ObjectKey.ofCluster(Kind.INGRESS_CLASS, "nginx")).hasToString("IngressClass nginx");
  }

  @Test
  void hasANamespaceExactlyWhereItsKindHasOne() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ObjectKey(Kind.SERVICE, "", "web"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ObjectKey(Kind.NAMESPACE, "default", "web"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ObjectKey(Kind.SECRET, "default", ""));
  }

  @Test
  void isOrderedByKindThenNamespaceThenName() {
    assertThat(new ObjectKey(Kind.INGRESS, "b", "a"))
        .isGreaterThan(new ObjectKey(Kind.INGRESS, "a", "z"))
        .isLessThan(new ObjectKey(Kind.INGRESS, "b", "b"))
        .isLessThan(new ObjectKey(Kind.SERVICE, "a", "a"));
  }

  @Test
  void apiVersionsAreThoseOfManifests() {
    assertThat(Kind.SECRET.apiVersion()).isEqualTo("v1");
    assertThat(Kind.ENDPOINT_SLICE.apiVersion()).isEqualTo("discovery.k8s.io/v1");
  }
}
