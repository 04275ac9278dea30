package io.naru.tls.material;

import static io.naru.tls.material.Fixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.naru.tls.material.PemResult.Invalid;
import io.naru.tls.material.PemResult.Ok;
import io.naru.tls.testkit.Pem;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PemReaderPropertyTest {
  private static final List<String> FILES =
      List.of(
          "rsa.crt",
          "ec.crt",
          "rsa-pkcs1.key",
          "rsa-pkcs8.key",
          "rsa-encrypted-pkcs1.key",
          "ec-sec1.key",
          "ec384-sec1.key",
          "ec-pkcs8.key",
          "ec-explicit.key",
          "ed25519.key");

  @Property(tries = 300)
  void brokenTextIsAProblemAndNeverAnException(
      @ForAll("damagedText") String certificate, @ForAll("damagedText") String key) {
    assertAnswers(certificate, key);
    assertAnswers(text("rsa.crt"), key);
    assertAnswers(certificate, text("rsa-pkcs1.key"));
  }

  @Property(tries = 500)
  void brokenContentIsAProblemAndNeverAnException(
      @ForAll("damagedBlock") String certificate, @ForAll("damagedBlock") String key) {
    assertAnswers(certificate, key);
    assertAnswers(text("ec.crt"), key);
    assertAnswers(certificate, text("ec-sec1.key"));
  }

  private static void assertAnswers(String certificate, String key) {
    assertThat(PemReader.certificate(certificate, key)).isInstanceOfAny(Ok.class, Invalid.class);
    assertThat(PemReader.caBundle(certificate)).isInstanceOfAny(Ok.class, Invalid.class);
  }

  @Provide
  Arbitrary<String> damagedText() {
    Arbitrary<String> pieces =
        Arbitraries.oneOf(
            Arbitraries.of(FILES).map(Fixture::text),
            Arbitraries.strings().all().ofMaxLength(40),
            Arbitraries.of("-----BEGIN ", "-----END ", "CERTIFICATE-----\n", "a: b\n", "\0", "="));
    return Combinators.combine(
            pieces.list().ofMinSize(1).ofMaxSize(4).map(list -> String.join("", list)),
            Arbitraries.integers().between(0, 3000),
            Arbitraries.integers().between(0, 50))
        .as(PemReaderPropertyTest::cut);
  }

  private static String cut(String text, int from, int length) {
    int start = Math.min(from, text.length());
    return text.substring(0, start) + text.substring(Math.min(start + length, text.length()));
  }

  @Provide
  Arbitrary<String> damagedBlock() {
    return Combinators.combine(
            Arbitraries.of(FILES),
            Arbitraries.integers().between(0, 2000),
            Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(6))
        .as(PemReaderPropertyTest::damage);
  }

  private static String damage(String file, int at, byte[] with) {
    String text = text(file);
    String type = text.substring(text.lastIndexOf("-----END ") + 9, text.lastIndexOf("-----"));
    int body = text.indexOf("\n", text.lastIndexOf("-----BEGIN "));
    byte[] content =
        Base64.getMimeDecoder().decode(text.substring(body, text.lastIndexOf("-----END ")));
    for (int i = 0; i < with.length; i++) {
      content[(at + i) % content.length] = with[i];
    }
    return Pem.block(type, content);
  }
}
