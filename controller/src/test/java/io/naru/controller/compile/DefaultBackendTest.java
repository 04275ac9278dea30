package io.naru.controller.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What answers where no rule does (behaviour 16).
class DefaultBackendTest {
  private final TestCluster cluster =
      new TestCluster(
          CompileOptions.DEFAULT.withReferences(
              new CompileOptions.References(
                  Optional.empty(),
                  Optional.of(new ObjectKey(Kind.SERVICE, "default", "web")),
                  Optional.empty())));

  @Test
  void itsFirstPortAnswersForEveryHostWhileItHasEndpoints() {
    cluster
        .apply(TestCluster.BASICS)
        .apply(
            "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: it}, spec:"
                + " {ingressClassName: nginx, rules: [{host: it.test}]}}");
    assertThat(cluster.table())
        .isEqualTo(
            """
            host (any)
              ^ / -> default/web
            host it.test
              ^ / -> default/web  (default it   /)
            upstream default/web HTTP1 RoundRobin [10.0.0.1:8080 10.0.0.2:8080]
            """);
    cluster.delete(Kind.ENDPOINT_SLICE, "web-1");
    assertThat(cluster.table())
        .isEqualTo(
            """
            host (any)
              ^ / -> no-route
            host it.test
              ^ / -> no-route  (default it   /)
            """);
  }

  @Test
  void oneThatDoesNotExistIsAProblemAndA404() {
    assertThat(cluster.lines("^ /")).containsExactly("^ / -> no-route");
    assertThat(cluster.lines("problem")).singleElement().asString().contains("Service default/web");
  }

  @Test
  void oneOfTypeExternalNameIsResolved() {
    cluster.apply(
        "{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {type: ExternalName,"
            + " externalName: out.example.com, ports: [{port: 80}]}}");
    assertThat(cluster.compile().externalNames()).containsExactly("out.example.com");
    assertThat(cluster.lines("^ /")).containsExactly("^ / -> no-route");
    cluster.resolve(
        "out.example.com", new ResolvedNames.Resolution.Addresses(List.of("192.0.2.1")));
    assertThat(cluster.lines("^ /")).containsExactly("^ / -> default/web");
    assertThat(cluster.lines("upstream"))
        .containsExactly("upstream default/web HTTP1 RoundRobin [192.0.2.1:80]");
    assertThat(cluster.compile().externalNames()).containsExactly("out.example.com");
    cluster.delete(Kind.SERVICE, "web");
    assertThat(cluster.compile().externalNames()).isEmpty();
  }
}
