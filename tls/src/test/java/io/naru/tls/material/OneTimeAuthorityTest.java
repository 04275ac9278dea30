package io.naru.tls.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.naru.tls.material.OneTimeAuthority.Issued;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OneTimeAuthorityTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration LIFE = Duration.ofDays(90);
  private static final List<String> NAMES = List.of("web.naru.svc", "web");

  private static Issued issue() {
    return OneTimeAuthority.issue(NAMES, LIFE, NOW);
  }

  private static Certificate certificate(Issued issued) {
    return ((PemResult.Ok<Certificate>) PemReader.certificate(issued.certificate(), issued.key()))
        .value();
  }

  private static List<X509Certificate> anchors(String pem) {
    return ((PemResult.Ok<CaBundle>) PemReader.caBundle(pem)).value().anchors();
  }

  private static void validate(Issued issued, String authorities) throws GeneralSecurityException {
    PKIXParameters parameters =
        new PKIXParameters(
            Set.copyOf(
                anchors(authorities).stream().map(it -> new TrustAnchor(it, null)).toList()));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(NOW));
    CertPathValidator.getInstance("PKIX")
        .validate(
            CertificateFactory.getInstance("X.509")
                .generateCertPath(certificate(issued).material().chain()),
            parameters);
  }

  @Test
  void theCertificateIsBelievedByWhoBelievesTheAuthority() throws GeneralSecurityException {
    Issued issued = issue();
    validate(issued, issued.authority());
    validate(issued, issue().authority() + issued.authority());
  }

  @Test
  void noOtherAuthorityIsBelieved() {
    assertThatThrownBy(() -> validate(issue(), issue().authority()))
        .isInstanceOf(GeneralSecurityException.class);
  }

  @Test
  void itIsForTheNamesAlone() throws GeneralSecurityException {
    Certificate certificate = certificate(issue());
    assertThat(certificate.names()).contains("web.naru.svc");
    assertThat(certificate.material().chain().getFirst().getSubjectAlternativeNames())
        .extracting(it -> String.valueOf(it.get(1)))
        .containsExactly("web.naru.svc", "web");
    assertThat(certificate.material().chain().getFirst().getExtendedKeyUsage())
        .containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(certificate.material().chain().getFirst().getBasicConstraints()).isEqualTo(-1);
  }

  @Test
  void bothEndTogetherAndBeganBeforeSlowClocks() {
    Issued issued = issue();
    assertThat(certificate(issued).notAfter()).isEqualTo(NOW.plus(LIFE));
    assertThat(anchors(issued.authority()).getFirst().getNotAfter().toInstant())
        .isEqualTo(NOW.plus(LIFE));
    assertThat(certificate(issued).notBefore()).isBefore(NOW);
  }

  @Test
  void nothingOfItPrintsTheKey() {
    assertThat(issue().toString()).doesNotContain("PRIVATE");
  }

  @Test
  void expiredAuthoritiesAreLeftOut() {
    String first = issue().authority();
    String second = OneTimeAuthority.issue(NAMES, LIFE.multipliedBy(2), NOW).authority();
    assertThat(PemAuthorities.valid(second + first, NOW)).isEqualTo(second + first);
    assertThat(PemAuthorities.valid(second + first, NOW.plus(LIFE).plusSeconds(1)))
        .isEqualTo(second);
    assertThat(PemAuthorities.valid("rubbish", NOW)).isEmpty();
    assertThat(PemAuthorities.valid("", NOW)).isEmpty();
  }
}
