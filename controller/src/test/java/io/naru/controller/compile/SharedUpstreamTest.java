package io.naru.controller.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.controller.object.Kind;
import org.junit.jupiter.api.Test;

/// Several Ingresses that lead to one upstream (behaviour 13).
class SharedUpstreamTest {
  private final TestCluster cluster = TestCluster.basic();

  private void ingress(String name, String port) {
    cluster.apply(
        """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: %s}
        spec:
          ingressClassName: nginx
          rules: [{host: %s.test, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {%s}}}}]}}]
        """
            .formatted(name, name, port));
  }

  @Test
  void aPortWrittenAsNumberOrAsItsDigitsIsOneUpstreamThatEachKeeps() {
    ingress("one", "number: 80");
    ingress("two", "name: \"80\"");
    String upstream = "upstream default/web:80 HTTP1 RoundRobin [10.0.0.1:8080 10.0.0.2:8080]";
    assertThat(cluster.lines("upstream")).containsExactly(upstream);
    cluster.delete(Kind.INGRESS, "one");
    assertThat(cluster.lines("upstream")).containsExactly(upstream);
    ingress("one", "number: 80");
    assertThat(cluster.lines("upstream")).containsExactly(upstream);
    cluster.delete(Kind.INGRESS, "two");
    assertThat(cluster.lines("upstream")).containsExactly(upstream);
  }

  @Test
  void digitsThatNoNumberIsWrittenWithAreAName() {
    ingress("one", "number: 80");
    ingress("two", "name: \"080\"");
    assertThat(cluster.lines("upstream default/web:080")).singleElement().asString().endsWith("[]");
    assertThat(cluster.lines("upstream default/web:80 ")).hasSize(1);
  }
}
