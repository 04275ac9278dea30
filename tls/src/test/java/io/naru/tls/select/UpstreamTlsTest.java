package io.naru.tls.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.naru.tls.testkit.TestCertificates;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamTlsTest {
  private final TestCertificates ca = TestCertificates.authority("ca");

  @Test
  void theDefaultNeitherVerifiesNorSendsAName() {
    assertThat(UpstreamTls.DEFAULT.verification()).isEqualTo(new UpstreamTls.Verification.Off());
    assertThat(UpstreamTls.DEFAULT.serverName()).isEmpty();
  }

  @Test
  void equalContentIsAnEqualValue() {
    assertThat(UpstreamTls.DEFAULT.withVerification(ca.caBundle(), "a.test"))
        .isEqualTo(UpstreamTls.DEFAULT.withVerification(ca.caBundle(), "a.test"))
        .isNotEqualTo(UpstreamTls.DEFAULT.withVerification(ca.caBundle(), "b.test"));
  }

  @Test
  void withVerificationNoOtherNameCanBeSent() {
    UpstreamTls verified = UpstreamTls.DEFAULT.withVerification(ca.caBundle(), "a.test");

    assertThat(verified.withServerName("a.test").serverName()).contains("a.test");
    assertThatThrownBy(() -> verified.withServerName("b.test"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.test.", "a b", "-a"})
  void whatIsNoNameIsNotSent(String name) {
    assertThatThrownBy(() -> UpstreamTls.DEFAULT.withServerName(name))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a.test."})
  void whatIsNoNameIsNotVerified(String name) {
    assertThatThrownBy(() -> UpstreamTls.DEFAULT.withVerification(ca.caBundle(), name))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aVersionIsNeeded() {
    assertThatThrownBy(() ->
            new UpstreamTls(
                new UpstreamTls.Verification.Off(),
                Optional.empty(),
                Set.of(),
                List.of(),
                List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
