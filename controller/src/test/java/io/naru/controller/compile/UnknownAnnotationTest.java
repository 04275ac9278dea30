package io.naru.controller.compile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is said of annotations that nobody reads (DESIGN 4).
class UnknownAnnotationTest {
  private final TestCluster cluster = TestCluster.basic();

  private void annotated(String annotation) {
    cluster.apply(
        """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: it, annotations: {"%s": "true"}}
        spec:
          ingressClassName: nginx
          rules: [{host: it.test, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]
        """
            .formatted(annotation));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rewrite-target", "canary", "force-ssl-redirect", "load-balance"})
  void upstreamsNamesAreUnknownUnderOurOwnPrefix(String name) {
    annotated("naru.io/" + name);
    assertThat(cluster.lines("problem"))
        .singleElement()
        .asString()
        .contains("naru.io/" + name, "is unknown; did you mean " + name + "?");
    assertThat(cluster.lines("^ /")).contains("^ / -> default/web:80  (default it web 80 /)");
  }

  @Test
  void aSnippetThatIsMisspeltIsWhatASnippetIs() {
    annotated("nginx.ingress.kubernetes.io/configuration-snippets");
    assertThat(cluster.lines("problem"))
        .singleElement()
        .asString()
        .contains("is raw nginx configuration, which never runs; it is ignored");
    assertThat(cluster.lines("^ /")).contains("^ / -> default/web:80  (default it web 80 /)");
  }
}
