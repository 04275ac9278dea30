package io.naru.tls.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.naru.tls.material.KeyKind;
import io.naru.tls.select.Alpn;
import io.naru.tls.select.CertificateSet;
import io.naru.tls.select.CertificateTable;
import io.naru.tls.select.ServerTls;
import io.naru.tls.select.TlsPolicy;
import io.naru.tls.select.TlsVersion;
import io.naru.tls.select.UpstreamTls;
import io.naru.tls.testkit.LeafSpec;
import io.naru.tls.testkit.TestCertificates;
import io.naru.tls.testkit.TestPair;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class UpstreamContextIT {
  private static final TestCertificates CA = TestCertificates.authority("ca");
  private static final TestCertificates STRANGER = TestCertificates.authority("ca");
  private static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");

  private final TestPair good = CA.intermediate("sub").ec("backend.test");
  private final Serving serving = new Serving(TlsEngine.BORINGSSL, with(good));
  private final TlsClient client = new TlsClient();

  @AfterEach
  void close() {
    client.close();
    serving.close();
  }

  /** Certificate of the endpoint, name to verify, whether that must succeed. */
  static Stream<Arguments> matrix() {
    return Stream.of(TlsEngine.values())
        .flatMap(engine ->
            Stream.of(
                Arguments.of(engine, "good", CA.ec("backend.test"), "backend.test", true),
                Arguments.of(engine, "case", CA.ec("Backend.test"), "backend.TEST", true),
                Arguments.of(engine, "rsa", CA.rsa("backend.test"), "backend.test", true),
                Arguments.of(
                    engine,
                    "intermediate",
                    CA.intermediate("sub").ec("backend.test"),
                    "backend.test",
                    true),
                Arguments.of(engine, "wildcard", CA.ec("*.test"), "backend.test", true),
                Arguments.of(engine, "short name", CA.ec("backend"), "backend", true),
                Arguments.of(engine, "address", address("10.0.0.9"), "10.0.0.9", true),
                Arguments.of(engine, "IPv6", address("fd00::9"), "fd00::9", true),
                Arguments.of(engine, "wrong name", CA.ec("other.test"), "backend.test", false),
                Arguments.of(engine, "wildcard deep", CA.ec("*.test"), "a.b.test", false),
                Arguments.of(engine, "wrong address", address("10.0.0.8"), "10.0.0.9", false),
                Arguments.of(
                    engine, "other authority", STRANGER.ec("backend.test"), "backend.test", false),
                Arguments.of(engine, "expired", expired(), "backend.test", false)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("matrix")
  void F5_A10_onlyAGoodCertificateIsVerified(
      TlsEngine engine, String row, TestPair endpoint, String name, boolean accepted)
      throws Exception {
    serving.inForce.set(with(endpoint));
    UpstreamTls verified = UpstreamTls.DEFAULT.withVerification(CA.caBundle(), name);

    if (accepted) {
      assertThat(client.connect(context(engine, verified), serving.server.address()).version())
          .as(row)
          .isEqualTo("TLSv1.3");
    } else {
      assertThatThrownBy(() -> client.connect(context(engine, verified), serving.server.address()))
          .as(row)
          .isInstanceOf(SSLException.class);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("matrix")
  void A10_withoutVerificationEveryCertificateIsTaken(
      TlsEngine engine, String row, TestPair endpoint, String name, boolean accepted)
      throws Exception {
    serving.inForce.set(with(endpoint));

    assertThat(
            client
                .connect(context(engine, UpstreamTls.DEFAULT), serving.server.address())
                .version())
        .as("%s %s %s", row, name, accepted)
        .isEqualTo("TLSv1.3");
  }

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void theNameIsSentOnlyWhenAskedFor(TlsEngine engine) throws Exception {
    UpstreamTls verified = UpstreamTls.DEFAULT.withVerification(CA.caBundle(), "backend.test");

    assertThat(seen(engine, UpstreamTls.DEFAULT)).isEmpty();
    assertThat(seen(engine, verified)).isEmpty();
    assertThat(seen(engine, verified.withServerName("backend.test"))).contains("backend.test");
    assertThat(seen(engine, UpstreamTls.DEFAULT.withServerName("any.test"))).contains("any.test");
  }

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void onlyHttp2IsNegotiatedWhereOnlyThatIsSpoken(TlsEngine engine) throws Exception {
    TlsSession session =
        client.connect(
            context(engine, UpstreamTls.DEFAULT.withAlpn(Alpn.H2)), serving.server.address());

    assertThat(session.alpn()).contains(Alpn.H2);
  }

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void versionsAndCiphersAreThoseOfTheValue(TlsEngine engine) throws Exception {
    UpstreamTls narrow =
        new UpstreamTls(
            new UpstreamTls.Verification.Off(),
            Optional.empty(),
            Set.of(TlsVersion.TLS_1_2),
            List.of("ECDHE-ECDSA-AES256-GCM-SHA384"),
            List.of());
    TlsSession session = client.connect(context(engine, narrow), serving.server.address());

    assertThat(session.version()).isEqualTo("TLSv1.2");
    assertThat(serving.server.session().cipher()).isEqualTo("ECDHE-ECDSA-AES256-GCM-SHA384");
  }

  @ParameterizedTest
  @EnumSource(TlsVersion.class)
  void sessionsAreResumed(TlsVersion version) throws Exception {
    UpstreamTls tls =
        new UpstreamTls(
            new UpstreamTls.Verification.Against(CA.caBundle(), "backend.test"),
            Optional.of("backend.test"),
            Set.of(version),
            List.of(),
            List.of());
    UpstreamContext context = context(TlsEngine.BORINGSSL, tls);
    var first = client.connect(context, serving.server.address());

    assertThat(first.resumed()).isFalse();
    assertThat(client.connect(context, serving.server.address()).resumed()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void anEndpointThatSpeaksNoTlsFails(TlsEngine engine) throws Exception {
    try (var silent = new java.net.ServerSocket(0, 1, serving.server.address().getAddress())) {
      assertThatThrownBy(() ->
              client.connect(
                  context(engine, UpstreamTls.DEFAULT),
                  new java.net.InetSocketAddress(silent.getInetAddress(), silent.getLocalPort()),
                  java.time.Duration.ofMillis(50)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("timed out");
    }
  }

  private Optional<String> seen(TlsEngine engine, UpstreamTls tls) throws Exception {
    var _ = client.connect(context(engine, tls), serving.server.address());
    return serving.server.session().serverName();
  }

  private static UpstreamContext context(TlsEngine engine, UpstreamTls tls) {
    return new UpstreamContexts(engine, Runnable::run, 4)
        .context("up", tls, ImmediateEventExecutor.INSTANCE)
        .getNow();
  }

  private static TestPair address(String address) {
    return CA.leaf(LeafSpec.of(KeyKind.EC).withAddresses(address));
  }

  private static TestPair expired() {
    return CA.leaf(LeafSpec.of(KeyKind.EC, "backend.test").valid(PAST, PAST.plusSeconds(86_400)));
  }

  private static ServerTls with(TestPair pair) {
    return new ServerTls(
        CertificateTable.of(CertificateSet.of(pair.certificate())), TlsPolicy.DEFAULT);
  }
}
