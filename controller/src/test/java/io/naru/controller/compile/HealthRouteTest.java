package io.naru.controller.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.route.Route;
import io.naru.proxy.route.RouteAction;
import org.junit.jupiter.api.Test;

class HealthRouteTest {
  private final TestCluster cluster =
      new TestCluster(CompileOptions.DEFAULT.withHealthPath("/healthz")).apply(TestCluster.BASICS);

  private void ingress(String host, String path) {
    cluster.apply(
        """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: it}
        spec:
          ingressClassName: nginx
          rules: [{host: "%s", http: {paths: [{path: %s, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]
        """
            .formatted(host, path));
  }

  @Test
  void noHostHasIt() {
    assertThat(cluster.lines("= /healthz")).containsExactly("= /healthz -> healthy");
  }

  @Test
  void itGoesBeforeAPathThatIsShorter() {
    ingress("", "/");
    assertThat(cluster.lines("= /healthz")).containsExactly("= /healthz -> healthy");
  }

  @Test
  void aUsersOwnPathWins() {
    ingress("", "/healthz");
    assertThat(cluster.lines("= /healthz")).isEmpty();
    assertThat(cluster.lines("^ /healthz")).hasSize(1);
  }

  @Test
  void aNamedHostHasNone() {
    ingress("it.test", "/");
    assertThat(cluster.host("it.test").routes())
        .extracting(Route::action)
        .doesNotContain(new RouteAction.SayHealthy());
  }
}
