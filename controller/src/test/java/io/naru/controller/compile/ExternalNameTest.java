package io.naru.controller.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.controller.compile.ResolvedNames.Resolution;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Services of type ExternalName (behaviour 13, catalogue L1).
class ExternalNameTest {
  private static final String NAME = "db.example.com";

  private final TestCluster cluster = TestCluster.basic();

  @BeforeEach
  void external() {
    service(NAME);
    cluster.apply(
        """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: it}
        spec:
          ingressClassName: nginx
          rules: [{host: it.test, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: out, port: {number: 80}}}}]}}]
        """);
  }

  private void service(String externalName) {
    cluster.apply(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: out}
        spec: {type: ExternalName, externalName: "%s", ports: [{name: http, port: 80, targetPort: 8443}]}
        """
            .formatted(externalName));
  }

  private List<String> upstream() {
    return cluster.lines("upstream default/out:80");
  }

  @Test
  void itsNameIsAskedForAndItsAddressesAreItsEndpoints() {
    assertThat(cluster.compile().externalNames()).containsExactly(NAME);
    cluster.resolve(NAME, new Resolution.Addresses(List.of("192.0.2.1", "2001:db8::1")));
    assertThat(upstream())
        .containsExactly(
            "upstream default/out:80 HTTP1 RoundRobin [192.0.2.1:8443 [2001:db8::1]:8443]");
    assertThat(cluster.lines("problem")).isEmpty();
  }

  @Test
  void aNameThatIsNoLongerUsedIsNotAskedFor() {
    cluster.compile();
    service("other.example.com");
    assertThat(cluster.compile().externalNames()).containsExactly("other.example.com");
  }

  @Test
  void aNameThatDoesNotResolveHasNoEndpointAndAProblem() {
    cluster.resolve(NAME, new Resolution.Failed("does not resolve"));
    assertThat(upstream()).singleElement().asString().endsWith("[]");
    assertThat(cluster.lines("problem")).singleElement().asString().contains(NAME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1.2.3",
        "0.0.0.0",
        "0.1.2.3",
        "169.254.169.254",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "fd00:ec2::254"
      })
  void l1AnInternalAddressIsRefusedEachTime(String address) {
    cluster.resolve(NAME, new Resolution.Addresses(List.of("192.0.2.1")));
    assertThat(upstream()).singleElement().asString().contains("192.0.2.1");
    cluster.resolve(NAME, new Resolution.Addresses(List.of(address)));
    assertThat(upstream()).singleElement().asString().endsWith("[]");
    cluster.resolve(NAME, new Resolution.Addresses(List.of(address, "192.0.2.2")));
    assertThat(upstream()).singleElement().asString().endsWith("[192.0.2.2:8443]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "LOCALHOST.", "a.localhost", "127.0.0.1", "192.0.2.1", "::1", ""})
  void l1ANameOfThisMachineOrAnAddressIsNeverAskedFor(String name) {
    service(name);
    assertThat(cluster.compile().externalNames()).isEmpty();
    assertThat(upstream()).singleElement().asString().endsWith("[]");
    assertThat(cluster.lines("problem")).hasSize(1);
  }
}
