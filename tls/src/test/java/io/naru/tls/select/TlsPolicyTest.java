package io.naru.tls.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsPolicyTest {

  @Test
  void theDefaultIsWhatUsersHave() {
    assertThat(String.join(":", TlsPolicy.DEFAULT.ciphers()))
        .isEqualTo(
            "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
                + "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
                + "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305:"
                + "DHE-RSA-AES256-GCM-SHA384:DHE-RSA-AES128-GCM-SHA256");
    assertThat(TlsPolicy.DEFAULT.versions()).containsOnly(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3);
    assertThat(TlsPolicy.DEFAULT.alpn()).containsExactly(Alpn.H2, Alpn.HTTP_1_1, Alpn.HTTP_1_0);
    assertThat(TlsPolicy.DEFAULT.sessionTimeout()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void policiesAreEqualByContent() {
    assertThat(
            TlsPolicy.DEFAULT
                .withAlpn(List.of(Alpn.HTTP_1_1))
                .withAlpn(List.of(Alpn.H2, Alpn.HTTP_1_1, Alpn.HTTP_1_0)))
        .isEqualTo(TlsPolicy.DEFAULT);
    assertThat(TlsPolicy.DEFAULT.withSessionTickets(false)).isNotEqualTo(TlsPolicy.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!aNULL", "ECDHE+AESGCM", "A:B", "a b", "X\n"})
  void whatIsNoCipherNameIsRefused(String cipher) {
    assertThatThrownBy(() -> policy(Set.of(TlsVersion.TLS_1_2), List.of(cipher), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void policiesThatCannotBeSpokenAreRefused() {
    List<String> ciphers = TlsPolicy.DEFAULT_CIPHERS;

    assertThatThrownBy(() -> policy(Set.of(), ciphers, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> policy(Set.of(TlsVersion.TLS_1_3), List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> policy(Set.of(TlsVersion.TLS_1_3), ciphers, List.of(Alpn.H2, Alpn.H2)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesAreFoundAsUsersWriteThem() {
    assertThat(TlsVersion.named("TLSv1.3")).contains(TlsVersion.TLS_1_3);
    assertThat(TlsVersion.named("TLSv1.1")).isEmpty();
    assertThat(Alpn.named("h2")).contains(Alpn.H2);
    assertThat(Alpn.named("http/0.9")).isEmpty();
  }

  private static TlsPolicy policy(Set<TlsVersion> versions, List<String> ciphers, List<Alpn> alpn) {
    return new TlsPolicy(versions, ciphers, alpn, true, Duration.ofMinutes(10));
  }
}
