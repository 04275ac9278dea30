package io.naru.controller.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.controller.translate.Annotation;
import io.naru.controller.translate.Support;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.route.Route;
import io.naru.proxy.route.RouteAction;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The matrix of catalogue A9, from the registry: whatever protects and cannot be honoured, however
/// it is written, lets no request through.
class FailClosedTest {

  /// A protecting annotation with one way to write it.
  record Row(Annotation annotation, String value) {}

  static Stream<Row> rows() {
    return Stream.of(Annotation.values())
        .filter(Annotation::security)
        .filter(it -> it != Annotation.ENABLE_GLOBAL_AUTH)
        .filter(it -> it.support() != Support.SNIPPET && it.support() != Support.SNIPPET_ON_HOST)
        .flatMap(annotation ->
            Stream.of("true", "on", "default/missing", "", "10.0.0.0/8", "\u0001;}{")
                .map(value -> new Row(annotation, value)));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void a9AProtectingAnnotationLetsNothingThrough(Row row) {
    assertThat(routes(row.annotation().text(), row.value(), "HTTPS"))
        .allMatch(FailClosedTest::denied);
    assertThat(routes(row.annotation().text(), row.value(), "HTTP"))
        .allMatch(FailClosedTest::denied);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void a9SoDoesOneThatIsMisspelt(Row row) {
    String name = row.annotation().text();
    assertThat(routes(name + "s", row.value(), "HTTP")).allMatch(FailClosedTest::denied);
    assertThat(routes(name.replace('-', '_'), row.value(), "HTTP"))
        .allMatch(FailClosedTest::denied);
    assertThat(routes(name.substring(1), row.value(), "HTTP")).allMatch(FailClosedTest::denied);
  }

  /// Nobody reads upstream's names there, so they protect nothing.
  @ParameterizedTest
  @MethodSource("rows")
  void a9SoDoesOneUnderOurOwnPrefix(Row row) {
    Map<String, String> own = Map.of("naru.io/" + row.annotation().text(), row.value());
    assertThat(routes(own)).allMatch(FailClosedTest::denied);
  }

  private static boolean denied(Route route) {
    return route.action() instanceof RouteAction.Respond(Fault.Denied _)
        && route.policies().httpsRedirect().isEmpty();
  }

  private static List<Route> routes(String name, String value, String protocol) {
    String prefix = "nginx.ingress.kubernetes.io/";
    return routes(Map.of(prefix + name, value, prefix + "backend-protocol", protocol));
  }

  private static List<Route> routes(Map<String, String> annotations) {
    var ingress =
        TestCluster.objects(
            """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: it}
            spec:
              ingressClassName: nginx
              tls: [{hosts: [it.test]}]
              rules:
                - host: it.test
                  http: {paths: [{path: /p, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}
            """);
    ingress.getFirst().getMetadata().setAnnotations(annotations);
    return TestCluster.basic().apply(ingress).host("it.test").routes();
  }
}
