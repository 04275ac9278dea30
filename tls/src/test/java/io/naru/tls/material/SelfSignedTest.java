package io.naru.tls.material;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class SelfSignedTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @Test
  void theDefaultCertificateIsTheOneUsersKnow() throws Exception {
    Certificate certificate = SelfSigned.certificate(InstantSource.fixed(NOW));
    X509Certificate leaf = certificate.material().chain().getFirst();

    assertThat(certificate.names()).containsExactly("ingress.local");
    assertThat(certificate.keyKind()).isEqualTo(KeyKind.RSA);
    assertThat(certificate.notBefore()).isEqualTo(NOW);
    assertThat(certificate.notAfter()).isEqualTo(NOW.plus(Duration.ofDays(365)));
    assertThat(leaf.getSubjectX500Principal().getName())
        .isEqualTo("CN=Kubernetes Ingress Controller Fake Certificate,O=Acme Co");
    assertThat(((RSAPublicKey) leaf.getPublicKey()).getModulus().bitLength()).isEqualTo(2048);
    leaf.verify(leaf.getPublicKey());
  }

  @Test
  void everyStartMakesANewOne() {
    InstantSource clock = InstantSource.fixed(NOW);

    assertThat(SelfSigned.certificate(clock)).isNotEqualTo(SelfSigned.certificate(clock));
  }
}
