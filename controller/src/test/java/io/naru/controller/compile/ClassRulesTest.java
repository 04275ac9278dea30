package io.naru.controller.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.controller.object.Kind;
import io.naru.proxy.match.HostMatch;
import org.junit.jupiter.api.Test;

/// The flags about classes (behaviour 29); what holds by default is in `golden/classes`.
class ClassRulesTest {
  private static final String CLASSLESS =
      "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: it}, spec: {rules:"
          + " [{host: it.test}]}}";
  private static final String NAMED =
      "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: it}, spec:"
          + " {ingressClassName: nginx, rules: [{host: it.test}]}}";
  private static final String FOREIGN_CLASS =
      "{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: nginx}, spec:"
          + " {controller: example.com/other}}";
  private static final String CONTROLLER = "k8s.io/ingress-nginx";

  private static TestCluster cluster(boolean byName, boolean withoutClass, boolean implied) {
    return new TestCluster(
        CompileOptions.DEFAULT.withClasses(
            new ClassRules(CONTROLLER, "nginx", byName, withoutClass, implied)));
  }

  private static boolean serves(TestCluster cluster) {
    return cluster.compile().routes().hosts().containsKey(new HostMatch.Exact("it.test"));
  }

  @Test
  void withoutAClassObjectTheNameIsEnoughOnlyWhereThatIsImplied() {
    assertThat(serves(cluster(false, false, true).apply(NAMED))).isTrue();
    assertThat(serves(cluster(false, false, false).apply(NAMED))).isFalse();
  }

  @Test
  void aClassObjectOfAnotherControllerEndsWhatWasImplied() {
    TestCluster cluster = cluster(false, false, true).apply(NAMED);
    assertThat(serves(cluster)).isTrue();
    assertThat(serves(cluster.apply(FOREIGN_CLASS))).isFalse();
    assertThat(serves(cluster.delete(Kind.INGRESS_CLASS, "nginx"))).isTrue();
  }

  @Test
  void byNameTakesAClassOfAnyController() {
    assertThat(serves(cluster(true, false, false).apply(FOREIGN_CLASS).apply(NAMED))).isTrue();
    assertThat(serves(cluster(false, false, false).apply(FOREIGN_CLASS).apply(NAMED))).isFalse();
  }

  @Test
  void theClasslessAreOursWhereAFlagSaysSo() {
    assertThat(serves(cluster(false, true, false).apply(CLASSLESS))).isTrue();
    assertThat(serves(cluster(false, false, false).apply(CLASSLESS))).isFalse();
  }
}
