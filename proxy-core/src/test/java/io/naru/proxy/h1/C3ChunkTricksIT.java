package io.naru.proxy.h1;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.testkit.H1Front;
import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.RawSocket;
import io.naru.proxy.testkit.RecordedExchange;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Catalogue C3: chunk sizes, extensions and ends in one spelling, and trailers in bounds. */
@ExtendWith(LeakGate.class)
class C3ChunkTricksIT {
  @AutoClose private static final H1Front FRONT = H1Front.echo();
  private static final String HEAD =
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

  private static String body(String chunks) throws Exception {
    try (RawSocket client = FRONT.connect()) {
      client.send(HEAD + chunks);
      String echo = client.response().body();
      return echo.substring(echo.indexOf("\n\n") + 2, echo.lastIndexOf('\n'));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5\r\nhello\r\n0\r\n\r\n",
        "05\r\nhello\r\n00\r\n\r\n",
        "0000000000000005\r\nhello\r\n0000000000000000\r\n\r\n",
        "2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n",
        "5;a\r\nhello\r\n0;b=c\r\n\r\n",
        "5;a=\"b;c\";d\r\nhello\r\n0\r\n\r\n"
      })
  void theBodyIsWhatTheChunksHold(String chunks) throws Exception {
    assertThat(body(chunks)).isEqualTo("hello");
  }

  @Test
  void trailersFollowTheBody() throws Exception {
    try (H1Front front = H1Front.echo()) {
      front.ask(HEAD + "5\r\nhello\r\n0\r\nX-Sum: 1\r\nX_Sum: 2\r\n\r\n");
      assertThat(front.acceptor().next().trailers()).isEqualTo("X-Sum: 1\n");
    }
  }

  @Test
  void sizesAreHexadecimalInEitherCase() throws Exception {
    String data = "x".repeat(0xaB);
    assertThat(body("aB\r\n" + data + "\r\n0\r\n\r\n")).isEqualTo(data);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x5\r\nhello\r\n0\r\n\r\n",
        "+5\r\nhello\r\n0\r\n\r\n",
        "-5\r\nhello\r\n0\r\n\r\n",
        "5 \r\nhello\r\n0\r\n\r\n",
        " 5\r\nhello\r\n0\r\n\r\n",
        "5\t\r\nhello\r\n0\r\n\r\n",
        "5 ;a\r\nhello\r\n0\r\n\r\n",
        "5\u000b\r\nhello\r\n0\r\n\r\n",
        "\r\nhello\r\n0\r\n\r\n",
        ";a\r\nhello\r\n0\r\n\r\n",
        "g\r\nhello\r\n0\r\n\r\n",
        "5g\r\nhello\r\n0\r\n\r\n",
        "5,\r\nhello\r\n0\r\n\r\n",
        "\uff15\r\nhello\r\n0\r\n\r\n",
        "5\nhello\r\n0\r\n\r\n",
        "5\rhello\r\n0\r\n\r\n",
        "5\r\rhello\r\n0\r\n\r\n",
        "5\r\nhello\n0\r\n\r\n",
        "5\r\nhello\r0\r\n\r\n",
        "5\r\nhello0\r\n\r\n",
        "5\r\nhell\r\n0\r\n\r\n",
        "5\r\nhello!\r\n0\r\n\r\n",
        "FFFFFFFFFFFFFFFF\r\nhello",
        "FFFFFFFFFFFFFFFF1\r\nhello",
        "8000000000000000\r\nhello",
        "10000000000000005\r\nhello\r\n0\r\n\r\n",
        "00000000000000005\r\nhello\r\n0\r\n\r\n",
        "5;a=\"\r\n\"\r\nhello\r\n0\r\n\r\n",
        "2;a=\"\r\n\"x\r\n0\r\n\r\n",
        "5;a\nhello\r\n0\r\n\r\n",
        "5;a\rb\r\nhello\r\n0\r\n\r\n",
        "5;\u0000\r\nhello\r\n0\r\n\r\n",
        "5;\u007f\r\nhello\r\n0\r\n\r\n",
        "5\r\nhello\r\n0\r\nX : y\r\n\r\n",
        "5\r\nhello\r\n0\r\n X: y\r\n\r\n",
        "5\r\nhello\r\n0\r\nX: y\r\n z\r\n\r\n",
        "5\r\nhello\r\n0\r\nno field\r\n\r\n",
        "5\r\nhello\r\n0\r\nX: \u0001\r\n\r\n",
        "5\r\nhello\r\n0\r\nX: y\n\r\n\r\n",
        "5\r\nhello\r\n0\r\n\n",
        "5\r\nhello\r\n0\r\n\rX: y\r\n\r\n",
        "5\r\nhello\r\n0\r\r\n",
        "5\r\nhello\r\n0\n\r\n"
      })
  void anyOtherSpellingIsRefused(String chunks) throws Exception {
    try (H1Front front = H1Front.echo()) {
      assertThat(front.ask(HEAD + chunks)).isEqualTo("400 FIN");
      assertThat(front.acceptor().next().end()).isEqualTo("bad-request");
    }
  }

  @Test
  void extensionsAreBoundedInTotal() throws Exception {
    String extended = "1;" + "a".repeat(99) + "\r\nx\r\n";
    assertThat(body(extended.repeat(2) + "0\r\n\r\n")).isEqualTo("xx");
    assertThat(FRONT.ask(HEAD + extended.repeat(3) + "0\r\n\r\n")).isEqualTo("400 FIN");
  }

  @Test
  void trailersAreBounded() throws Exception {
    String line = "X: " + "y".repeat(97) + "\r\n";
    assertThat(FRONT.ask(HEAD + "0\r\n" + line.repeat(79) + "\r\n")).isEqualTo("200");
    assertThat(FRONT.ask(HEAD + "0\r\n" + line.repeat(85) + "\r\n")).isEqualTo("400 FIN");
  }

  @Test
  void manyTinyChunksAreOneBodyInFewParts() throws Exception {
    try (H1Front front = H1Front.echo();
        RawSocket client = front.connect()) {
      client.send(HEAD + "1\r\nx\r\n".repeat(10_000) + "0\r\n\r\n");
      assertThat(client.response().status()).isEqualTo(200);
      RecordedExchange exchange = front.acceptor().next();
      assertThat(exchange.body()).isEqualTo("x".repeat(10_000));
      assertThat(exchange.parts()).isLessThan(1000);
    }
  }

  @Test
  void aBodyIsNotReadBeyondItsEnd() throws Exception {
    try (RawSocket client = FRONT.connect()) {
      client.send(HEAD + "5\r\nhello\r\n0\r\n\r\nGET /next HTTP/1.1\r\nHost: b\r\n\r\n");
      assertThat(client.response().body()).contains("hello").doesNotContain("/next");
      assertThat(client.response().body()).startsWith("GET /next b");
    }
  }
}
