package io.naru.controller.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.controller.compile.ResolvedNames.Resolution;
import io.naru.controller.object.Kind;
import io.naru.proxy.upstream.UpstreamId;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which upstreams may be Naru itself or a load balancer before it: all whose endpoints no selector
/// found.
class LeadingBackTest {
  private static final String SELECTED = "endpointslice-controller.k8s.io";

  private final TestCluster cluster = TestCluster.basic();

  @BeforeEach
  void ingress() {
    ingress("{}");
  }

  private void ingress(String annotations) {
    cluster.apply(
        """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: it, annotations: %s}
        spec:
          ingressClassName: nginx
          rules: [{host: it.test, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]
        """
            .formatted(annotations));
  }

  private void slice(String name, String writer) {
    cluster.apply(
        """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: %s, labels: {kubernetes.io/service-name: web, endpointslice.kubernetes.io/managed-by: %s}}
        addressType: IPv4
        endpoints: [{addresses: [10.0.0.1]}]
        ports: [{name: http, port: 8080}]
        """
            .formatted(name, writer));
  }

  private boolean mayLeadBack() {
    return Objects.requireNonNull(
            cluster.compile().upstreams().get(new UpstreamId("default/web:80")))
        .mayLeadBack();
  }

  @Test
  void thePodsThatAServiceSelectsDoNot() {
    slice("web-1", SELECTED);
    slice("web-2", SELECTED);
    assertThat(mayLeadBack()).isFalse();
  }

  @Test
  void whatSomebodyWroteDoes() {
    assertThat(mayLeadBack()).isTrue();
    slice("web-1", "endpointslicemirroring-controller.k8s.io");
    assertThat(mayLeadBack()).isTrue();
  }

  @Test
  void oneSliceOfSomebodyAmongThoseOfASelectorIsEnough() {
    slice("web-1", SELECTED);
    slice("by-hand", "somebody");
    assertThat(mayLeadBack()).isTrue();
    cluster.delete(Kind.ENDPOINT_SLICE, "by-hand");
    assertThat(mayLeadBack()).isFalse();
  }

  @Test
  void behindAServicesOwnAddressAreItsEndpoints() {
    ingress("{nginx.ingress.kubernetes.io/service-upstream: 'true'}");
    cluster.apply(
        """
        {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {clusterIP: 10.96.0.1, ports: [{name: http, port: 80, targetPort: 8080}]}}
        """);
    assertThat(mayLeadBack()).isTrue();
    slice("web-1", SELECTED);
    assertThat(mayLeadBack()).isFalse();
  }

  @Test
  void anExternalNameDoes() {
    cluster.apply(
        """
        {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {type: ExternalName, externalName: db.example.com, ports: [{name: http, port: 80}]}}
        """);
    cluster.resolve("db.example.com", new Resolution.Addresses(List.of("192.0.2.1")));
    assertThat(mayLeadBack()).isTrue();
  }
}
