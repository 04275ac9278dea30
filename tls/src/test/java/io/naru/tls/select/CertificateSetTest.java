package io.naru.tls.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.naru.tls.material.Certificate;
import io.naru.tls.material.KeyKind;
import io.naru.tls.testkit.TestCertificates;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateSetTest {
  private final TestCertificates ca = TestCertificates.authority("ca");
  private final Certificate rsa = ca.rsa("a.test").certificate();
  private final Certificate ec = ca.ec("a.test").certificate();

  @Test
  void oneOfEachKindStandSideBySide() {
    CertificateSet both = CertificateSet.of(ec).with(rsa);

    assertThat(both.ofKind(KeyKind.RSA)).contains(rsa);
    assertThat(both.ofKind(KeyKind.EC)).contains(ec);
    assertThat(CertificateSet.of(rsa).ofKind(KeyKind.EC)).isEmpty();
  }

  @Test
  void orderDoesNotMatter() {
    assertThat(new CertificateSet(List.of(ec, rsa)))
        .isEqualTo(new CertificateSet(List.of(rsa, ec)))
        .extracting(CertificateSet::fingerprint)
        .isEqualTo(rsa.fingerprint() + "+" + ec.fingerprint());
  }

  @Test
  void anotherOfTheSameKindTakesThePlace() {
    Certificate newer = ca.ec("a.test").certificate();

    assertThat(CertificateSet.of(ec).with(rsa).with(newer).certificates())
        .containsExactly(rsa, newer);
  }

  @Test
  void emptyAndDoubledSetsAreRefused() {
    assertThatThrownBy(() -> new CertificateSet(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CertificateSet(List.of(ec, ca.ec("a.test").certificate())))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
