package io.naru.controller.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.controller.object.Kind;
import io.naru.proxy.upstream.Transport;
import io.naru.proxy.upstream.Upstream;
import io.naru.tls.material.CaBundle;
import io.naru.tls.material.PemReader;
import io.naru.tls.material.PemResult;
import io.naru.tls.select.UpstreamTls;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How endpoints are spoken to over TLS (behaviour 23), and when that is refused.
class UpstreamTlsTest {
  private final TestCluster cluster = TestCluster.basic();

  private void ingress(String... annotations) {
    StringBuilder text = new StringBuilder();
    for (String annotation : annotations) {
      text.append("nginx.ingress.kubernetes.io/").append(annotation).append(", ");
    }
    cluster.apply(
        """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: it, annotations: {%s nginx.ingress.kubernetes.io/backend-protocol: HTTPS}}
        spec:
          ingressClassName: nginx
          rules: [{host: it.test, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]
        """
            .formatted(text));
  }

  private void authorities() {
    cluster.apply(TestSecrets.of("ca", "ca.crt", TestCluster.AUTHORITY.caPem()));
  }

  private static CaBundle trusted() {
    return switch (PemReader.caBundle(TestCluster.AUTHORITY.caPem())) {
      case PemResult.Ok<CaBundle>(var bundle) -> bundle;
      case PemResult.Invalid<CaBundle> invalid -> throw new AssertionError(invalid);
    };
  }

  private Transport transport() {
    return cluster.compile().upstreams().values().stream()
        .map(Upstream::transport)
        .findFirst()
        .orElseThrow();
  }

  private List<String> root() {
    return cluster.lines("^ / -> ").stream().filter(it -> it.contains("(default it")).toList();
  }

  @Test
  void withoutASecretNothingIsVerifiedAndNoNameIsSent() {
    ingress();
    assertThat(transport()).isEqualTo(new Transport.Tls(UpstreamTls.DEFAULT));
  }

  @Test
  void a10VerifyOnVerifiesTheName() {
    authorities();
    ingress("proxy-ssl-secret: default/ca", "proxy-ssl-verify: 'on'", "proxy-ssl-name: api.test");
    assertThat(transport())
        .isEqualTo(new Transport.Tls(UpstreamTls.DEFAULT.withVerification(trusted(), "api.test")));
    assertThat(root()).singleElement().asString().contains(";tls;verify=api.test@");
  }

  @Test
  void a10VerifyOffDoesNot() {
    authorities();
    ingress(
        "proxy-ssl-secret: default/ca",
        "proxy-ssl-verify: 'off'",
        "proxy-ssl-name: api.test",
        "proxy-ssl-server-name: 'on'");
    assertThat(transport())
        .isEqualTo(new Transport.Tls(UpstreamTls.DEFAULT.withServerName("api.test")));
  }

  @Test
  void verifyingNoNameIsRefused() {
    authorities();
    ingress("proxy-ssl-secret: default/ca", "proxy-ssl-verify: 'on'");
    assertThat(root()).singleElement().asString().contains("denied");
  }

  @Test
  void theSecretMayComeAndGo() {
    ingress("proxy-ssl-secret: default/ca", "proxy-ssl-verify: 'on'", "proxy-ssl-name: api.test");
    assertThat(root()).singleElement().asString().contains("denied", "does not exist");
    authorities();
    assertThat(root()).singleElement().asString().contains("default/web:80;tls");
    cluster.delete(Kind.SECRET, "ca");
    assertThat(root()).singleElement().asString().contains("denied");
  }

  @Test
  void a6ASecretOfAnotherNamespaceIsRefused() {
    authorities();
    ingress("proxy-ssl-secret: other/ca", "proxy-ssl-verify: 'off'");
    assertThat(root()).singleElement().asString().contains("denied", "another namespace");
  }

  @Test
  void aClientCertificateIsRefused() {
    cluster.apply(TestSecrets.tls("ca", TestCluster.AUTHORITY.ec("client.test")));
    ingress("proxy-ssl-secret: default/ca");
    assertThat(root()).singleElement().asString().contains("denied", "client certificate");
  }
}
