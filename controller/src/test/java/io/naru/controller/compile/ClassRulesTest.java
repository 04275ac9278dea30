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

  private static TestCluster cluster(boolean byName, boolean withoutClass, boolean folder) {
    return new TestCluster(
        CompileOptions.DEFAULT.withClasses(
            new ClassRules(CONTROLLER, "nginx", byName, withoutClass, folder)));
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
  void byNameNeedsNoSightOfClasses() {
    assertThat(serves(cluster(true, false, false).withoutClasses().apply(NAMED))).isTrue();
    assertThat(serves(cluster(false, false, false).withoutClasses().apply(NAMED))).isFalse();
  }

  private static String defaultClass(String name, String controller, String created) {
    return """
    apiVersion: networking.k8s.io/v1
    kind: IngressClass
    metadata: {name: %s, creationTimestamp: "%s", annotations: {ingressclass.kubernetes.io/is-default-class: "true"}}
    spec: {controller: %s}
    """
        .formatted(name, created, controller);
  }

  @Test
  void inAFolderTheClasslessGetTheDefaultClassAsAnApiServerWouldGiveIt() {
    TestCluster cluster = cluster(false, false, true).apply(CLASSLESS);
    assertThat(serves(cluster)).isFalse();
    assertThat(serves(cluster.apply(defaultClass("b", CONTROLLER, "2024-01-01T00:00:00Z"))))
        .isTrue();
    // of several the newest, then the first by name
    cluster.apply(defaultClass("c", "example.com/other", "2024-01-02T00:00:00Z"));
    assertThat(serves(cluster)).isFalse();
    cluster.apply(defaultClass("a", CONTROLLER, "2024-01-02T00:00:00Z"));
    assertThat(serves(cluster)).isTrue();
    cluster.delete(Kind.INGRESS_CLASS, "a").delete(Kind.INGRESS_CLASS, "c");
    assertThat(serves(cluster)).isTrue();
    assertThat(serves(cluster.delete(Kind.INGRESS_CLASS, "b"))).isFalse();
  }

  @Test
  void theDefaultClassOfAnotherControllerTakesTheClasslessOfAFolderAway() {
    TestCluster cluster = cluster(false, true, true).apply(CLASSLESS);
    assertThat(serves(cluster)).isTrue();
    cluster.apply(defaultClass("a", "example.com/other", "2024-01-01T00:00:00Z"));
    assertThat(serves(cluster)).isFalse();
  }

  @Test
  void theOldAnnotationIsAskedBeforeTheDefaultClass() {
    String legacy =
        "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: it, annotations:"
            + " {kubernetes.io/ingress.class: other}}, spec: {rules: [{host: it.test}]}}";
    TestCluster cluster =
        cluster(false, false, true)
            .apply(defaultClass("a", CONTROLLER, "2024-01-01T00:00:00Z"))
            .apply(legacy);
    assertThat(serves(cluster)).isFalse();
  }

  @Test
  void inAClusterTheApiServerHasSaidWhichClassAnIngressGets() {
    TestCluster cluster = cluster(false, false, false).apply(CLASSLESS);
    cluster.apply(defaultClass("a", CONTROLLER, "2024-01-01T00:00:00Z"));
    assertThat(serves(cluster)).isFalse();
  }

  @Test
  void theClasslessAreOursWhereAFlagSaysSo() {
    assertThat(serves(cluster(false, true, false).apply(CLASSLESS))).isTrue();
    assertThat(serves(cluster(false, false, false).apply(CLASSLESS))).isFalse();
  }
}
