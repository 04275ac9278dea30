package io.naru.controller.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.naru.controller.problem.Problem;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A Service may have ports of several protocols, under one number too (HTTP/3, DNS, SIP): an
/// Ingress means one of TCP.
class PortProtocolTest {
  private final TestCluster cluster = TestCluster.basic();

  /// Its ports, and those of its one slice, which is at 10.3.0.1.
  private void service(String ports, String slicePorts) {
    cluster.apply(
        """
        {apiVersion: v1, kind: Service, metadata: {name: app}, spec: {clusterIP: 10.96.0.7, ports: [%s]}}
        ---
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: app-1, labels: {kubernetes.io/service-name: app}}
        addressType: IPv4
        endpoints: [{addresses: [10.3.0.1]}]
        ports: [%s]
        """
            .formatted(ports, slicePorts));
  }

  private static Ingress ingress(String port, String annotations) {
    return (Ingress)
        TestCluster.objects(
                """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: it, annotations: {%s}}
                spec:
                  ingressClassName: nginx
                  rules: [{host: it.test, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: app, port: {%s}}}}]}}]
                """
                    .formatted(annotations, port))
            .getFirst();
  }

  private List<String> endpoints(String port, String annotations) {
    cluster.apply(List.of(ingress(port, annotations)));
    return cluster.compile().upstreams().values().stream()
        .filter(it -> it.id().value().startsWith("default/app:"))
        .flatMap(it -> it.endpoints().stream())
        .map(it -> it.address() + ":" + it.port())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"number: 443", "name: https", "number: 8443"})
  void underOneNumberItIsThePortOfTcpWhicheverStandsFirst(String port) {
    String udp = "{name: quic, port: 443, targetPort: 8444, protocol: UDP}";
    String sctp = "{name: sctp, port: 443, targetPort: 8445, protocol: SCTP}";
    String slice =
        "{name: quic, port: 8444, protocol: UDP}, {name: sctp, port: 8445, protocol: SCTP},"
            + " {name: https, port: 8443, protocol: TCP}";
    for (String tcp : List.of("TCP", "")) {
      String spoken = tcp.isEmpty() ? "" : ", protocol: " + tcp;
      String https = "{name: https, port: 443, targetPort: 8443" + spoken + "}";
      for (String ports : List.of(udp + ", " + sctp + ", " + https, https + ", " + udp)) {
        service(ports, slice);
        assertThat(endpoints(port, "")).containsExactly("10.3.0.1:8443");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"number: 53, 10.3.0.1:5353", "name: dns-tcp, 10.3.0.1:5353"})
  void withTargetsByNameTheUdpEntryHidesNothing(String port, String endpoint) {
    service(
        "{name: dns, port: 53, targetPort: dns, protocol: UDP},"
            + " {name: dns-tcp, port: 53, targetPort: dns-tcp, protocol: TCP}",
        "{name: dns, port: 5300, protocol: UDP}, {name: dns-tcp, port: 5353, protocol: TCP}");
    assertThat(endpoints(port, "")).containsExactly(endpoint);
  }

  /// A port's target, and a name, may be those of a port of another protocol.
  @ParameterizedTest
  @CsvSource({"number: 8443, 10.3.0.1:8443", "name: web, 10.3.0.1:8443"})
  void aTargetOfUdpIsNotMeantEither(String port, String endpoint) {
    service(
        "{name: quic, port: 443, targetPort: 8443, protocol: UDP},"
            + " {name: web, port: 8443, protocol: TCP}",
        "{name: quic, port: 8443, protocol: UDP}, {name: web, port: 8443, protocol: TCP}");
    assertThat(endpoints(port, "")).containsExactly(endpoint);
  }

  @ParameterizedTest
  @CsvSource({"name: https, 10.96.0.7:444", "number: 444, 10.96.0.7:444"})
  void theServicesOwnAddressIsReachedAtThePortOfTcp(String port, String endpoint) {
    service(
        "{name: quic, port: 443, protocol: UDP}, {name: https, port: 444, protocol: TCP}",
        "{name: https, port: 8443, protocol: TCP}");
    assertThat(endpoints(port, "nginx.ingress.kubernetes.io/service-upstream: 'true'"))
        .containsExactly(endpoint);
  }

  @ParameterizedTest
  @CsvSource({
    "number: 53, UDP, 'names port 53, which Service default/app has, but not for TCP'",
    "name: dns, UDP, 'names port dns, which Service default/app has, but not for TCP'",
    "number: 53, SCTP, 'names port 53, which Service default/app has, but not for TCP'",
    "number: 54, UDP, 'names port 54, which Service default/app does not have'"
  })
  void aPortWithoutTcpHasNoEndpointAndTheTrialSaysWhy(String port, String protocol, String why) {
    service(
        "{name: dns, port: 53, targetPort: 5353, protocol: " + protocol + "}",
        "{name: dns, port: 5353, protocol: " + protocol + "}");
    assertThat(endpoints(port, "")).isEmpty();
    assertThat(cluster.trial().of(cluster.world(), ingress(port, "")))
        .isInstanceOfSatisfying(
            Trial.Outcome.Ours.class,
            it -> assertThat(it.problems()).extracting(Problem::reason).containsExactly(why));
  }
}
