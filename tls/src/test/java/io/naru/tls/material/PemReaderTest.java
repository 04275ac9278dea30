package io.naru.tls.material;

import static io.naru.tls.material.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.naru.tls.material.CertificateProblem.EncryptedKey;
import io.naru.tls.material.CertificateProblem.KeyMismatch;
import io.naru.tls.material.CertificateProblem.Malformed;
import io.naru.tls.material.CertificateProblem.Missing;
import io.naru.tls.material.CertificateProblem.NoPem;
import io.naru.tls.material.CertificateProblem.Part;
import io.naru.tls.material.CertificateProblem.TooLarge;
import io.naru.tls.material.CertificateProblem.UnsupportedKey;
import io.naru.tls.material.PemResult.Invalid;
import io.naru.tls.material.PemResult.Ok;
import io.naru.tls.testkit.Pem;
import io.naru.tls.testkit.TestCertificates;
import io.naru.tls.testkit.TestPair;
import java.io.IOException;
import java.security.KeyPairGenerator;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PemReaderTest {

  @ParameterizedTest
  @CsvSource({
    "rsa.crt, rsa-pkcs1.key, RSA",
    "rsa.crt, rsa-pkcs8.key, RSA",
    "ec.crt, ec-sec1.key, EC",
    "ec.crt, ec-pkcs8.key, EC",
    "ec384.crt, ec384-sec1.key, EC"
  })
  void everyFormOfKeyIsRead(String certificate, String key, KeyKind kind) {
    assertThat(ok(text(certificate), text(key)).keyKind()).isEqualTo(kind);
  }

  @Test
  void theSameKeyInAnotherFormIsTheSameCertificate() {
    Certificate pkcs1 = ok(text("rsa.crt"), text("rsa-pkcs1.key"));
    Certificate pkcs8 = ok(text("rsa.crt"), text("rsa-pkcs8.key"));

    assertThat(pkcs1).isEqualTo(pkcs8).hasSameHashCodeAs(pkcs8);
    assertThat(pkcs1.fingerprint()).isEqualTo(pkcs8.fingerprint()).hasSize(64);
  }

  @Test
  void theCurveMayStandOnlyInTheBlockBeforeTheKey() throws IOException {
    TestPair pair = TestCertificates.authority("ca").ec("a.test");
    byte[] bare = new ECPrivateKey(256, secret(pair)).getEncoded();
    String parameters =
        text("ec-sec1.key").substring(0, text("ec-sec1.key").indexOf("-----BEGIN EC PRIVATE"));

    assertThat(ok(pair.certificatePem(), parameters + Pem.block("EC PRIVATE KEY", bare)))
        .isEqualTo(pair.certificate());
    assertThat(problem(pair.certificatePem(), Pem.block("EC PRIVATE KEY", bare)))
        .isEqualTo(new Malformed(Part.KEY, 1, "is not a private key"));
  }

  @Test
  void textIsReadAsUsersKeepIt() {
    Certificate clean = ok(text("rsa.crt"), text("rsa-pkcs8.key"));
    String noisy =
        "\uFEFF# our certificate\r\nBag Attributes\r\n"
            + text("ec.crt").replace("CERTIFICATE", "TRUSTED CERTIFICATE")
            + text("rsa.crt").replace("\n", "  \r\n").indent(2)
            + "\n\n-- end --";

    assertThat(ok(noisy, "key:\n" + text("rsa.crt") + text("rsa-pkcs8.key").replace("\n", "\r\n")))
        .isEqualTo(clean);
  }

  @Test
  void chainsKeepTheirOrder() {
    TestPair pair =
        TestCertificates.authority("root").intermediate("one").intermediate("two").ec("a.test");

    assertThat(ok(pair.certificatePem(), pair.keyPem()).material().chain())
        .isEqualTo(pair.chain())
        .hasSize(3);
  }

  @Test
  void aShuffledChainIsPutInOrder() {
    TestPair pair =
        TestCertificates.authority("root").intermediate("one").intermediate("two").ec("a.test");
    String shuffled = new TestPair(pair.chain().reversed(), pair.key()).certificatePem();

    assertThat(ok(shuffled, pair.keyPem())).isEqualTo(pair.certificate());
  }

  @Test
  void certificatesOutsideTheChainFollowItAndRepeatedOnesDoNot() {
    TestCertificates root = TestCertificates.authority("root");
    TestPair pair = root.intermediate("one").ec("a.test");
    TestPair stranger = root.ec("b.test");
    String file = stranger.certificatePem() + pair.certificatePem() + pair.certificatePem();

    assertThat(ok(file, pair.keyPem()).material().chain())
        .containsExactly(pair.chain().get(0), pair.chain().get(1), stranger.leaf());
  }

  @Test
  void F6_aKeyOfAnotherCertificateIsAMismatch() {
    TestCertificates ca = TestCertificates.authority("ca");
    TestPair a = ca.ec("a.test");
    TestPair b = ca.ec("b.test");

    assertThat(problem(a.certificatePem(), b.keyPem())).isEqualTo(new KeyMismatch("CN=a.test"));
    assertThat(problem(text("rsa.crt"), b.keyPem())).isEqualTo(new KeyMismatch("CN=rsa.test"));
    assertThat(problem(a.certificatePem(), text("rsa-pkcs8.key"))).isInstanceOf(KeyMismatch.class);
  }

  @Test
  void F6_halfAPairSaysWhichHalfIsMissing() {
    assertThat(problem(text("rsa.crt"), "")).isEqualTo(new Missing(Part.KEY));
    assertThat(problem(" \n", text("rsa-pkcs8.key"))).isEqualTo(new Missing(Part.CERTIFICATE));
  }

  @Test
  void F6_textWithoutPemSaysSo() {
    assertThat(problem("not a certificate", "not a key")).isEqualTo(new NoPem(Part.CERTIFICATE));
    assertThat(problem(text("rsa.crt"), "not a key")).isEqualTo(new NoPem(Part.KEY));
    assertThat(problem(text("rsa-pkcs8.key"), text("rsa.crt")))
        .isEqualTo(new NoPem(Part.CERTIFICATE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa-encrypted-pkcs1.key", "rsa-encrypted-pkcs8.key"})
  void F6_anEncryptedKeySaysSo(String key) {
    assertThat(problem(text("rsa.crt"), text(key))).isEqualTo(new EncryptedKey());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec-k1.key", "ec-explicit.key", "rsa512.key"})
  void keysThatAreNotServedSaySo(String key) {
    assertThat(problem(text("rsa.crt"), text(key))).isInstanceOf(UnsupportedKey.class);
  }

  @Test
  void anEd25519KeyIsReadWithItsPublicHalfBesideItAndWithout() throws Exception {
    TestPair pair = TestCertificates.authority("ca").ed25519("a.test");
    PrivateKeyInfo bare = PrivateKeyInfo.getInstance(pair.key().getEncoded());
    byte[] open =
        SubjectPublicKeyInfo.getInstance(pair.leaf().getPublicKey().getEncoded())
            .getPublicKeyData()
            .getOctets();
    PrivateKeyInfo both =
        new PrivateKeyInfo(bare.getPrivateKeyAlgorithm(), bare.parsePrivateKey(), null, open);

    Certificate read = ok(pair.certificatePem(), pair.keyPem());
    assertThat(read.keyKind()).isEqualTo(KeyKind.ED25519);
    assertThat(ok(pair.certificatePem(), Pem.block("PRIVATE KEY", both.getEncoded())))
        .isEqualTo(read);
    assertThat(problem(text("rsa.crt"), text("ed25519.key"))).isInstanceOf(KeyMismatch.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ed448", "X25519", "X448", "RSASSA-PSS", "DSA"})
  void aKindOfKeyThatIsNotServedIsCalledByItsName(String kind) throws Exception {
    byte[] key = KeyPairGenerator.getInstance(kind).generateKeyPair().getPrivate().getEncoded();
    assertThat(problem(text("rsa.crt"), Pem.block("PRIVATE KEY", key)).sentence())
        .isEqualTo(
            "the private key is of the algorithm "
                + kind
                + ", which is not served (RSA from 1024 bits, EC P-256, P-384, P-521, Ed25519 are);"
                + " the default certificate is served in its place");
  }

  @Test
  void aBlockThatIsCutOffIsNamed() {
    String cut = text("rsa.crt").substring(0, 200);

    assertThat(problem(text("rsa.crt") + cut, text("rsa-pkcs8.key")))
        .isEqualTo(new Malformed(Part.CERTIFICATE, 2, "is cut off or is not base64"));
    assertThat(problem(Pem.block("CERTIFICATE", new byte[] {1, 2, 3}), text("rsa-pkcs8.key")))
        .isEqualTo(new Malformed(Part.CERTIFICATE, 1, "is not an X.509 certificate"));
  }

  @Test
  void textIsNotLookedAtBeyondItsCap() {
    String large = "#".repeat(PemReader.MAX_LENGTH + 1);

    assertThat(problem(large, "x"))
        .isEqualTo(new TooLarge(Part.CERTIFICATE, PemReader.MAX_LENGTH + 1));
    assertThat(problem(text("rsa.crt"), large)).isInstanceOf(TooLarge.class);
  }

  @Test
  void aCaBundleHoldsEveryCertificateOfTheText() {
    TestCertificates one = TestCertificates.authority("one");
    TestCertificates two = TestCertificates.authority("two");

    assertThat(PemReader.caBundle(one.caPem() + two.caPem()))
        .isInstanceOfSatisfying(
            Ok.class, read -> assertThat(((CaBundle) read.value()).anchors()).hasSize(2));
    assertThat(PemReader.caBundle("")).isEqualTo(new Invalid<>(new Missing(Part.CA)));
    assertThat(one.caBundle()).isEqualTo(one.caBundle()).isNotEqualTo(two.caBundle());
  }

  @Test
  void everyProblemIsASentenceWithItsConsequence() {
    List<CertificateProblem> problems =
        List.of(
            new Missing(Part.KEY),
            new TooLarge(Part.CERTIFICATE, 2_000_000),
            new NoPem(Part.CA),
            new Malformed(Part.KEY, 1, "is not a private key"),
            new EncryptedKey(),
            new UnsupportedKey("RSA of 512 bits"),
            new KeyMismatch("CN=a.test"));

    assertThat(problems)
        .extracting(CertificateProblem::sentence)
        .allMatch(sentence -> sentence.contains("; "))
        .doesNotHaveDuplicates()
        .contains("the private key is missing; the default certificate is served in its place");
  }

  private static java.math.BigInteger secret(TestPair pair) {
    return ((java.security.interfaces.ECPrivateKey) pair.key()).getS();
  }

  private static Certificate ok(String certificate, String key) {
    return switch (PemReader.certificate(certificate, key)) {
      case Ok<Certificate>(Certificate value) -> value;
      case Invalid<Certificate>(CertificateProblem problem) ->
          throw new AssertionError(problem.sentence());
    };
  }

  private static CertificateProblem problem(String certificate, String key) {
    return switch (PemReader.certificate(certificate, key)) {
      case Ok<Certificate>(Certificate value) -> throw new AssertionError(value);
      case Invalid<Certificate>(CertificateProblem problem) -> problem;
    };
  }
}
