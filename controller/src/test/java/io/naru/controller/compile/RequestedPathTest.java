package io.naru.controller.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.runtime.Activator;
import io.naru.proxy.runtime.LiveRoute;
import io.naru.proxy.runtime.LiveTable;
import io.naru.proxy.runtime.Routing;
import io.naru.proxy.testkit.Requests;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Which path of an Ingress a request meets, as the proxy sees both (behaviour 4).
class RequestedPathTest {

  /// A table of a host with the path `/` and others.
  private static LiveTable table(String path, String type) {
    Compiled compiled =
        TestCluster.basic()
            .apply(
                """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: it}
                spec:
                  ingressClassName: nginx
                  rules:
                  - host: it.test
                    http:
                      paths:
                      - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
                      - {path: "%s", pathType: %s, backend: {service: {name: web, port: {number: 80}}}}
                """
                    .formatted(path, type))
            .compile();
    return new Activator(new Random())
        .activate(compiled.snapshot(1), LiveTable.empty(compiled.certificates()));
  }

  /// The path that a request target leads to, as the Ingress has it.
  private static String met(LiveTable table, String target) {
    byte[] host = "it.test".getBytes(StandardCharsets.US_ASCII);
    Routing routing = table.host(host, 0, host.length).route(Requests.path(target));
    assertThat(routing).isInstanceOf(LiveRoute.class);
    return ((LiveRoute) routing).value().origin().labels().getLast().value();
  }

  @Test
  void aPathOutsideOfAsciiMeetsItsEscapedBytes() {
    LiveTable prefix = table("/f\u00f6\u00f6", "Prefix");
    assertThat(met(prefix, "/f%C3%B6%C3%b6")).isEqualTo("/f\u00f6\u00f6");
    assertThat(met(prefix, "/f%C3%B6%C3%B6/x")).isEqualTo("/f\u00f6\u00f6");
    assertThat(met(prefix, "/f%C3%83%C2%B6%C3%83%C2%B6")).isEqualTo("/");
    assertThat(met(table("/\u20ac", "Exact"), "/%E2%82%AC")).isEqualTo("/\u20ac");
  }

  @Test
  void aPathOutsideOfAsciiHasItsSlashRedirectToo() {
    assertThat(met(table("/f\u00f6\u00f6/", "Prefix"), "/f%C3%B6%C3%B6"))
        .isEqualTo("/f\u00f6\u00f6/");
  }
}
