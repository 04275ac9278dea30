package io.naru.tls.material;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.tls.testkit.LeafSpec;
import io.naru.tls.testkit.TestCertificates;
import io.naru.tls.testkit.TestPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private final TestCertificates ca = TestCertificates.authority("ca");

  @ParameterizedTest
  @CsvSource({
    "a.test, true",
    "A.Test., true",
    "b.test, false",
    "x.wild.test, true",
    "*.wild.test, true",
    "wild.test, false",
    "y.x.wild.test, false",
    ".wild.test, false",
    "'', false",
    "common.test, false"
  })
  void aHostIsCoveredByItsNameOrAWildcardOfOneLabel(String host, boolean covered) {
    Certificate certificate =
        ca.leaf(LeafSpec.of(KeyKind.EC, "a.test", "*.Wild.test").withCommonName("common.test"))
            .certificate();

    assertThat(certificate.covers(host)).isEqualTo(covered);
  }

  @Test
  void namesAreThoseOfTheExtensionInLowerCase() {
    assertThat(ca.ec("B.test", "a.test", "b.test").certificate().names())
        .containsExactly("b.test", "a.test");
  }

  @Test
  void theCommonNameCountsOnlyWithoutTheExtension() {
    LeafSpec nameless = LeafSpec.of(KeyKind.EC).withCommonName("Common.test");

    assertThat(ca.leaf(nameless).certificate().names()).containsExactly("common.test");
    assertThat(ca.leaf(nameless.withAddresses("127.0.0.1")).certificate().names()).isEmpty();
  }

  @Test
  void anExpiredCertificateIsReadAndSaysThatItExpired() {
    Certificate certificate =
        ca.leaf(LeafSpec.of(KeyKind.EC, "a.test").valid(NOON.minus(Duration.ofDays(2)), NOON))
            .certificate();

    assertThat(certificate.expired(NOON)).isFalse();
    assertThat(certificate.expired(NOON.plusSeconds(1))).isTrue();
    assertThat(certificate.expiresWithin(Duration.ofDays(10), NOON.minus(Duration.ofDays(10))))
        .isFalse();
    assertThat(certificate.expiresWithin(Duration.ofDays(10), NOON.minus(Duration.ofDays(9))))
        .isTrue();
    assertThat(certificate.notAfter()).isEqualTo(NOON);
  }

  @Test
  void B4_nothingOfTheKeyIsEverPrinted() {
    TestPair pair = ca.ec("a.test");
    Certificate certificate = pair.certificate();
    String key = Base64.getEncoder().encodeToString(pair.key().getEncoded());

    assertThat(certificate + " " + certificate.material())
        .contains("redacted")
        .doesNotContain(key)
        .doesNotContain(pair.key().toString());
  }

  @Test
  void certificatesAreEqualByContent() {
    TestPair pair = ca.ec("a.test");

    assertThat(pair.certificate()).isEqualTo(pair.certificate());
    assertThat(pair.certificate()).isNotEqualTo(ca.ec("a.test").certificate());
  }
}
