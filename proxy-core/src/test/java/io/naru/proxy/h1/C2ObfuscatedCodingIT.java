package io.naru.proxy.h1;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.testkit.H1Front;
import io.naru.proxy.testkit.LeakGate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Catalogue C2: transfer-encoding is one token, or it is refused. */
@ExtendWith(LeakGate.class)
class C2ObfuscatedCodingIT {
  @AutoClose private static final H1Front FRONT = H1Front.echo();

  private static String ask(String lines) throws Exception {
    return FRONT.ask("POST / HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"chunked", "Chunked", "CHUNKED", " \tchunked\t ", "chunked "})
  void chunkedInAnyCaseAndSpaceIsUnderstood(String value) throws Exception {
    assertThat(ask("Transfer-Encoding:" + value)).isEqualTo("200");
    assertThat(ask("transfer-ENCODING: " + value)).isEqualTo("200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "chunked,",
        ",chunked",
        "chunked,identity",
        "identity, chunked",
        "gzip, chunked",
        "chunked, chunked",
        "chunked, xchunked",
        "chunked;q=1",
        "chunked;",
        "\"chunked\"",
        "'chunked'",
        "chunked chunked",
        "chun ked",
        "chun\tked",
        "\u000bchunked",
        "chunked\u000b",
        "chunked\u0000",
        "\u0001chunked",
        "chunked\u007f",
        "chunked\u00a0",
        "\u00a0chunked",
        "xchunked",
        "chunkedx",
        "chunk",
        "chunked\r\n identity",
        "\r\n chunked",
        "\r\n\tchunked",
        "chunked\rX: y",
        "chunked\nX: y",
        "chunked\r\nTransfer-Encoding: chunked",
        "chunked\r\nTransfer-Encoding: identity",
        "identity\r\nTransfer-Encoding: chunked"
      })
  void anythingElseIsNeverReadAsChunked(String value) throws Exception {
    assertThat(ask("Transfer-Encoding: " + value)).isIn("400 FIN", "501 FIN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "identity", "br", "x-custom"})
  void anotherCodingIsNotImplemented(String value) throws Exception {
    assertThat(ask("Transfer-Encoding: " + value)).isEqualTo("501 FIN");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding : chunked",
        "Transfer-Encoding\t: chunked",
        " Transfer-Encoding: chunked",
        "X: y\r\n Transfer-Encoding: chunked",
        "\u000bTransfer-Encoding: chunked",
        "Transfer-Encoding\u0000: chunked",
        "\rTransfer-Encoding: chunked",
        "X: y\r\rTransfer-Encoding: chunked",
        "Transfer-Encoding chunked"
      })
  void anObfuscatedNameIsRefused(String line) throws Exception {
    assertThat(ask(line)).isEqualTo("400 FIN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Transfer_Encoding", "Transfer.Encoding", "Transfer-Encoding~", "TE"})
  void aNameThatOnlyLooksAlikeFramesNothing(String name) throws Exception {
    String request = "GET / HTTP/1.1\r\nHost: a\r\n" + name + ": chunked\r\n\r\n";
    assertThat(FRONT.ask(request)).isEqualTo("200");
  }
}
