package io.naru.tls.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.naru.tls.select.Alpn;
import io.naru.tls.select.CertificateSet;
import io.naru.tls.select.CertificateTable;
import io.naru.tls.select.ServerTls;
import io.naru.tls.select.TlsPolicy;
import io.naru.tls.testkit.TestCertificates;
import io.naru.tls.testkit.TestPair;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LiveContextsIT {
  private final TestCertificates ca = TestCertificates.authority("ca");
  private final TestPair before = ca.ec("a.test");
  private final TestPair after = ca.ec("a.test");

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void newHandshakesGetTheNewCertificateAndOldConnectionsGoOn(TlsEngine engine) throws Exception {
    try (Serving serving = new Serving(engine, with(before, TlsPolicy.DEFAULT));
        SSLSocket old = JdkClient.asking("a.test").connect(serving.server.address())) {
      serving.inForce.set(with(after, TlsPolicy.DEFAULT));
      System.gc(); // the old context is now held by its connection alone

      assertThat(JdkClient.asking("a.test").served(serving.server.address()))
          .isEqualTo(after.leaf());
      assertThat(JdkClient.certificate(old)).isEqualTo(before.leaf());
      for (int i = 0; i < 100; i++) {
        JdkClient.echo(old);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void http2IsPreferredWhereTheClientHasIt(TlsEngine engine) throws Exception {
    try (Serving serving = new Serving(engine, with(before, TlsPolicy.DEFAULT))) {
      assertThat(negotiated(serving, "http/1.1", "h2")).contains(Alpn.H2);
      assertThat(negotiated(serving, "http/1.1")).contains(Alpn.HTTP_1_1);
      assertThat(negotiated(serving, "other", "http/1.0")).contains(Alpn.HTTP_1_0);
      assertThat(negotiated(serving)).isEmpty();

      serving.inForce.set(with(before, TlsPolicy.DEFAULT.withAlpn(List.of(Alpn.HTTP_1_1))));
      assertThat(negotiated(serving, "h2", "http/1.1")).contains(Alpn.HTTP_1_1);
    }
  }

  /** RFC 7301 section 3.2. */
  @ParameterizedTest
  @MethodSource("io.naru.tls.netty.CertificateChoiceIT#enginesAndVersions")
  void anOfferWithoutOverlapIsTheEndOfTheHandshake(TlsEngine engine, String version)
      throws Exception {
    TlsPolicy http1 = TlsPolicy.DEFAULT.withAlpn(List.of(Alpn.HTTP_1_1));
    try (Serving serving = new Serving(engine, with(before, TlsPolicy.DEFAULT))) {
      assertRefused(serving, version, "other");
      assertRefused(serving, version, "H2", "acme-tls/1");
      serving.inForce.set(with(before, http1));
      assertRefused(serving, version, "h2");
      serving.inForce.set(with(before, TlsPolicy.DEFAULT.withAlpn(List.of())));
      assertThat(negotiated(serving, "other")).isEmpty();
    }
  }

  private static void assertRefused(Serving serving, String version, String... offered) {
    assertThatThrownBy(() ->
            JdkClient.asking("a.test")
                .versions(version)
                .alpn(offered)
                .connect(serving.server.address())
                .close())
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("no_application_protocol");
  }

  @Test
  void theSessionTellsWhatWasAgreedOn() throws Exception {
    try (Serving serving = new Serving(TlsEngine.BORINGSSL, with(before, TlsPolicy.DEFAULT))) {
      JdkClient.asking("A.test")
          .versions("TLSv1.2")
          .ciphers("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384")
          .alpn("h2")
          .connect(serving.server.address())
          .close();
      assertThat(serving.server.session())
          .isEqualTo(
              new TlsSession(
                  "TLSv1.2",
                  "ECDHE-ECDSA-AES256-GCM-SHA384",
                  Optional.of("a.test"),
                  Optional.of(Alpn.H2),
                  false));

      JdkClient.nameless()
          .versions("TLSv1.3")
          .ciphers("TLS_AES_128_GCM_SHA256")
          .connect(serving.server.address())
          .close();
      assertThat(serving.server.session())
          .isEqualTo(
              new TlsSession(
                  "TLSv1.3", "TLS_AES_128_GCM_SHA256", Optional.empty(), Optional.empty(), false));
    }
  }

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void aHandshakeWithoutOverlapIsToldOnceAndHarmsNobody(TlsEngine engine) throws Exception {
    try (Serving serving = new Serving(engine, with(before, TlsPolicy.DEFAULT));
        SSLSocket other = JdkClient.asking("a.test").connect(serving.server.address())) {
      JdkClient hopeless =
          JdkClient.asking("a.test")
              .versions("TLSv1.2")
              .ciphers("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");

      assertThatThrownBy(() -> hopeless.connect(serving.server.address()))
          .isInstanceOf(IOException.class);
      assertThat(serving.server.failure()).isInstanceOf(IOException.class);
      JdkClient.echo(other);
    }
  }

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void plainTextReachesItsOwnEntry(TlsEngine engine) throws Exception {
    try (Serving serving = new Serving(engine, with(before, TlsPolicy.DEFAULT));
        Socket plain =
            new Socket(serving.server.address().getAddress(), serving.server.address().getPort())) {
      plain.getOutputStream().write("GET /".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

      assertThat(plain.getInputStream().readNBytes(5))
          .isEqualTo(new byte[] {'G', 'E', 'T', ' ', '/'});
    }
  }

  private static Optional<Alpn> negotiated(Serving serving, String... offered) throws Exception {
    JdkClient.asking("a.test").alpn(offered).connect(serving.server.address()).close();
    return serving.server.session().alpn();
  }

  private static ServerTls with(TestPair pair, TlsPolicy policy) {
    return new ServerTls(CertificateTable.of(CertificateSet.of(pair.certificate())), policy);
  }
}
