package io.naru.controller.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// No route leads to what Naru itself has on this machine (behaviour 13, catalogue B3).
class OwnPortsTest {
  private final TestCluster cluster =
      new TestCluster(CompileOptions.DEFAULT.withOwnPorts(Set.of(10254)))
          .apply(TestCluster.BASICS)
          .apply(
              """
              apiVersion: networking.k8s.io/v1
              kind: Ingress
              metadata: {name: it, annotations: {nginx.ingress.kubernetes.io/service-upstream: "true"}}
              spec:
                ingressClassName: nginx
                rules: [{host: it.test, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: own, port: {number: 10254}}}}]}}]
              """);

  private void service(String clusterAddress) {
    cluster.apply(
        "{apiVersion: v1, kind: Service, metadata: {name: own}, spec: {clusterIP: '%s', ports: [{port: 10254}]}}"
            .formatted(clusterAddress));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "0.0.0.0", "::"})
  void b3NotByTheAddressOfAService(String address) {
    service(address);
    assertThat(cluster.lines("upstream default/own")).singleElement().asString().endsWith("[]");
    assertThat(cluster.lines("problem"))
        .singleElement()
        .asString()
        .contains("Service default/own", "a port of Naru itself");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "::1"})
  void b3NotByAnEndpoint(String address) {
    service("None");
    cluster.apply(
        """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: own-1, labels: {kubernetes.io/service-name: own}}
        addressType: IPv4
        endpoints: [{addresses: ["%s"]}]
        ports: [{port: 10254}]
        """
            .formatted(address));
    assertThat(cluster.lines("upstream default/own")).singleElement().asString().endsWith("[]");
  }

  @ParameterizedTest
  @CsvSource({"10.96.0.1, 10.96.0.1:10254", "2001:db8::1, [2001:db8::1]:10254"})
  void thePortElsewhereIsNotOurs(String address, String endpoint) {
    service(address);
    assertThat(cluster.lines("upstream default/own"))
        .singleElement()
        .asString()
        .endsWith("[" + endpoint + "]");
  }
}
