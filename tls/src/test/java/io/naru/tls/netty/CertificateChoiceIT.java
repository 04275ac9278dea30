package io.naru.tls.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.naru.tls.material.KeyKind;
import io.naru.tls.select.CertificateSet;
import io.naru.tls.select.CertificateTable;
import io.naru.tls.select.ServerTls;
import io.naru.tls.select.TlsPolicy;
import io.naru.tls.select.TlsVersion;
import io.naru.tls.testkit.LeafSpec;
import io.naru.tls.testkit.TestCertificates;
import io.naru.tls.testkit.TestPair;
import java.io.IOException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateChoiceIT {
  private static final String ECDSA_CIPHER = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
  private static final String RSA_CIPHER = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";

  private final TestCertificates ca = TestCertificates.authority("ca");
  private final TestPair fallback = ca.rsa("fallback.test");
  private final TestPair exact = ca.ec("a.wild.test");
  private final TestPair wild = ca.intermediate("sub").ec("*.wild.test");
  private final TestPair besides = ca.rsa("a.wild.test");
  private final CertificateTable table =
      CertificateTable.of(set(fallback))
          .with("a.wild.test", set(exact))
          .with("*.wild.test", set(wild));

  static Stream<Arguments> enginesAndVersions() {
    return Stream.of(TlsEngine.values())
        .flatMap(engine ->
            Stream.of("TLSv1.2", "TLSv1.3").map(version -> Arguments.of(engine, version)));
  }

  @ParameterizedTest
  @MethodSource("enginesAndVersions")
  void theServerNameChoosesTheCertificate(TlsEngine engine, String version) throws Exception {
    try (Serving serving = new Serving(engine, new ServerTls(table, TlsPolicy.DEFAULT))) {
      assertThat(served(serving, version, "a.wild.test")).isEqualTo(exact);
      assertThat(served(serving, version, "A.Wild.TEST")).isEqualTo(exact);
      assertThat(served(serving, version, "b.wild.test")).isEqualTo(wild);
      assertThat(served(serving, version, "c.b.wild.test")).isEqualTo(fallback);
      assertThat(served(serving, version, "other.test")).isEqualTo(fallback);
      assertThat(JdkClient.nameless().versions(version).served(serving.server.address()))
          .isEqualTo(fallback.leaf());
    }
  }

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void F2_namesInOddSpellingsGetTheirOwnOrTheFallback(TlsEngine engine) throws Exception {
    try (Serving serving = new Serving(engine, new ServerTls(table, TlsPolicy.DEFAULT))) {
      if (engine == TlsEngine.BORINGSSL) { // the JDK refuses a hello with such a name
        assertThat(served(serving, "TLSv1.3", "a.wild.test.")).isEqualTo(exact);
      }
      assertThat(served(serving, "TLSv1.3", "127.0.0.1")).isEqualTo(fallback);
      assertThat(served(serving, "TLSv1.3", "xn--bcher-kva.wild.test")).isEqualTo(wild);
    }
  }

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void F2_aNameThatCannotBeReadIsNotServed(TlsEngine engine) {
    try (Serving serving = new Serving(engine, new ServerTls(table, TlsPolicy.DEFAULT))) {
      for (String name : List.of("a.wild.test\0.evil.test", "b\u00fccher.wild.test")) {
        assertThatThrownBy(() -> served(serving, "TLSv1.3", name)).isInstanceOf(IOException.class);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void rsaAndEcdsaStandSideBySideAndTheClientDecides(TlsEngine engine) throws Exception {
    CertificateTable both = table.with("a.wild.test", set(exact).with(besides.certificate()));
    JdkClient v12 = JdkClient.asking("a.wild.test").versions("TLSv1.2");
    JdkClient v13 = JdkClient.asking("a.wild.test").versions("TLSv1.3");
    try (Serving serving = new Serving(engine, new ServerTls(both, TlsPolicy.DEFAULT))) {
      var server = serving.server.address();

      assertThat(v12.ciphers(ECDSA_CIPHER).served(server)).isEqualTo(exact.leaf());
      assertThat(v12.ciphers(RSA_CIPHER).served(server)).isEqualTo(besides.leaf());
      assertThat(v13.signatures("ecdsa_secp256r1_sha256").served(server)).isEqualTo(exact.leaf());
      assertThat(v13.signatures("rsa_pss_rsae_sha256", "rsa_pkcs1_sha256").served(server))
          .isEqualTo(besides.leaf());
    }
  }

  @ParameterizedTest
  @MethodSource("enginesAndVersions")
  void ecdsaGoesBeforeRsa(TlsEngine engine, String version) throws Exception {
    CertificateTable both = table.with("a.wild.test", set(besides).with(exact.certificate()));
    try (Serving serving = new Serving(engine, new ServerTls(both, TlsPolicy.DEFAULT))) {
      assertThat(served(serving, version, "a.wild.test")).isEqualTo(exact);
    }
  }

  @ParameterizedTest
  @MethodSource("enginesAndVersions")
  void ed25519IsServedToWhoeverCanVerifyIt(TlsEngine engine, String version) throws Exception {
    TestPair pair = ca.ed25519("a.test");
    CertificateTable one = CertificateTable.of(set(pair));
    try (Serving serving = new Serving(engine, new ServerTls(one, TlsPolicy.DEFAULT))) {
      JdkClient client = JdkClient.asking("a.test").versions(version);
      JdkClient old =
          JdkClient.asking("a.test").versions(version).signatures("ecdsa_secp256r1_sha256");

      assertThat(client.served(serving.server.address())).isEqualTo(pair.leaf());
      assertThatThrownBy(() -> old.served(serving.server.address()))
          .isInstanceOf(SSLException.class);
    }
  }

  /** The JDK's engine takes the first key of elliptic curves in TLS 1.2, whatever its kind. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void ed25519StandsBesideOthersToo(String version) throws Exception {
    TestPair pair = ca.ed25519("a.wild.test");
    CertificateTable all =
        table.with("a.wild.test", set(besides).with(pair.certificate()).with(exact.certificate()));
    Map<String, TestPair> served =
        Map.of("ed25519", pair, "ecdsa_secp256r1_sha256", exact, "rsa_pss_rsae_sha256", besides);
    try (Serving serving =
        new Serving(TlsEngine.BORINGSSL, new ServerTls(all, TlsPolicy.DEFAULT))) {
      for (var each : served.entrySet()) {
        JdkClient client = JdkClient.asking("a.wild.test").versions(version);
        assertThat(client.signatures(each.getKey()).served(serving.server.address()))
            .as(each.getKey())
            .isEqualTo(each.getValue().leaf());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("enginesAndVersions")
  void everyCurveThatIsReadIsServed(TlsEngine engine, String version) throws Exception {
    for (String curve : List.of("secp256r1", "secp384r1", "secp521r1")) {
      KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
      keys.initialize(new ECGenParameterSpec(curve));
      TestPair pair = ca.leaf(LeafSpec.of(KeyKind.EC, "a.test"), keys.generateKeyPair());
      CertificateTable one = CertificateTable.of(set(pair));
      try (Serving serving = new Serving(engine, new ServerTls(one, TlsPolicy.DEFAULT))) {
        assertThat(JdkClient.asking("a.test").versions(version).served(serving.server.address()))
            .as(curve)
            .isEqualTo(pair.leaf());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void theChainIsSentWithoutTheRootAndAsItStands(TlsEngine engine) throws Exception {
    TestPair strange =
        new TestPair(List.of(exact.leaf(), besides.leaf(), wild.chain().get(1)), exact.key());
    CertificateTable odd = table.with("odd.test", set(strange));
    try (Serving serving = new Serving(engine, new ServerTls(odd, TlsPolicy.DEFAULT))) {
      try (SSLSocket socket = JdkClient.asking("b.wild.test").connect(serving.server.address())) {
        assertThat(socket.getSession().getPeerCertificates())
            .containsExactly(wild.chain().get(0), wild.chain().get(1));
      }
      assertThat(served(serving, "TLSv1.3", "odd.test")).isEqualTo(exact);
    }
  }

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void F8_onlyTheVersionsOfThePolicyAreSpoken(TlsEngine engine) throws Exception {
    TlsPolicy modern = TlsPolicy.DEFAULT.withVersions(Set.of(TlsVersion.TLS_1_3));
    TlsPolicy old = TlsPolicy.DEFAULT.withVersions(Set.of(TlsVersion.TLS_1_2));
    try (Serving serving = new Serving(engine, new ServerTls(table, modern))) {
      assertThat(served(serving, "TLSv1.3", "a.wild.test")).isEqualTo(exact);
      assertThatThrownBy(() -> served(serving, "TLSv1.2", "a.wild.test"))
          .isInstanceOf(IOException.class);

      serving.inForce.set(new ServerTls(table, old));
      assertThat(served(serving, "TLSv1.2", "a.wild.test")).isEqualTo(exact);
      assertThatThrownBy(() -> served(serving, "TLSv1.3", "a.wild.test"))
          .isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(TlsEngine.class)
  void F8_onlyTheCiphersOfThePolicyAreSpoken(TlsEngine engine) throws Exception {
    TlsPolicy narrow =
        new TlsPolicy(
            Set.of(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3),
            List.of("DHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256"),
            List.of(),
            false,
            TlsPolicy.DEFAULT.sessionTimeout());
    JdkClient v12 = JdkClient.nameless().versions("TLSv1.2");
    try (Serving serving = new Serving(engine, new ServerTls(table, narrow))) {
      var server = serving.server.address();
      assertThat(v12.served(server)).isEqualTo(fallback.leaf());
      assertThatThrownBy(() -> v12.ciphers("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384").served(server))
          .isInstanceOf(IOException.class);
      assertThatThrownBy(() -> v12.ciphers("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA").served(server))
          .isInstanceOf(IOException.class);
      // TLS 1.3 chooses its certificate apart from the ciphers of TLS 1.2
      assertThat(served(serving, "TLSv1.3", "a.wild.test")).isEqualTo(exact);
    }
  }

  private TestPair served(Serving serving, String version, String name) throws IOException {
    var leaf = JdkClient.asking(name).versions(version).served(serving.server.address());
    return Stream.of(fallback, exact, wild, besides)
        .filter(pair -> pair.leaf().equals(leaf))
        .findFirst()
        .orElseThrow();
  }

  private static CertificateSet set(TestPair pair) {
    return CertificateSet.of(pair.certificate());
  }
}
