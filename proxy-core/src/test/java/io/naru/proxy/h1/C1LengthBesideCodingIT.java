package io.naru.proxy.h1;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.testkit.H1Front;
import io.naru.proxy.testkit.LeakGate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Catalogue C1: a body whose end could be read in two ways is refused. */
@ExtendWith(LeakGate.class)
class C1LengthBesideCodingIT {
  @AutoClose private static final H1Front FRONT = H1Front.echo();
  private static final String LENGTH = "Content-Length: 5\r\n";
  private static final String CODING = "Transfer-Encoding: chunked\r\n";

  private static String ask(String version, String fields, String body) throws Exception {
    return FRONT.ask("POST / HTTP/" + version + "\r\nHost: a\r\n" + fields + "\r\n" + body);
  }

  @Test
  void eitherAloneIsABody() throws Exception {
    assertThat(ask("1.1", LENGTH, "hello")).isEqualTo("200");
    assertThat(ask("1.1", CODING, "5\r\nhello\r\n0\r\n\r\n")).isEqualTo("200");
    assertThat(ask("1.0", LENGTH, "hello")).isEqualTo("200 FIN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "1.1"})
  void bothAreRefusedInEitherOrder(String version) throws Exception {
    String body = "5\r\nhello\r\n0\r\n\r\n";
    assertThat(ask(version, LENGTH + CODING, body)).isEqualTo("400 FIN");
    assertThat(ask(version, CODING + LENGTH, body)).isEqualTo("400 FIN");
    assertThat(ask(version, CODING + "X: y\r\nContent-Length: 0\r\n", body)).isEqualTo("400 FIN");
    assertThat(ask(version, "content-length: 0\r\ntransfer-encoding: identity\r\n", ""))
        .isEqualTo("400 FIN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "1.1"})
  void severalLengthsAreRefusedEvenIfEqual(String version) throws Exception {
    assertThat(ask(version, LENGTH + LENGTH, "hello")).isEqualTo("400 FIN");
    assertThat(ask(version, LENGTH + "Content-Length: 6\r\n", "hello!")).isEqualTo("400 FIN");
    assertThat(ask(version, LENGTH + "X: y\r\ncOnTeNt-LeNgTh: 5\r\n", "hello"))
        .isEqualTo("400 FIN");
    assertThat(ask(version, "Content-Length: 5, 5\r\n", "hello")).isEqualTo("400 FIN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"chunked", "identity", "gzip", ""})
  void anyCodingInHttp10IsRefused(String coding) throws Exception {
    assertThat(ask("1.0", "Transfer-Encoding: " + coding + "\r\n", "")).isEqualTo("400 FIN");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "+5",
        "-5",
        "0x5",
        "5 5",
        "5,5",
        "5;",
        "5.0",
        "5e0",
        "five",
        "\"5\"",
        "\u0665",
        "9223372036854775808",
        "18446744073709551621",
        "1000000000000000000",
        "5\t6"
      })
  void aLengthThatIsNoPlainNumberIsRefused(String length) throws Exception {
    assertThat(ask("1.1", "Content-Length: " + length + "\r\n", "hello")).isEqualTo("400 FIN");
  }

  @Test
  void nothingOfARefusedRequestReachesAnExchange() throws Exception {
    try (H1Front front = H1Front.echo()) {
      front.ask("POST / HTTP/1.1\r\nHost: a\r\n" + LENGTH + CODING + "\r\n0\r\n\r\n");
      assertThat(front.acceptor().poll()).isEmpty();
      assertThat(front.acceptor().nextRefusal().cause()).isEqualTo("bad-request");
    }
  }
}
