package io.naru.proxy.h1;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.testkit.H1Front;
import io.naru.proxy.testkit.LeakGate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Catalogue C12: HTTP/1.0 and HTTP/1.1, spelt as they are. */
@ExtendWith(LeakGate.class)
class C12VersionsIT {
  @AutoClose private static final H1Front FRONT = H1Front.echo();

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1, 200",
    "HTTP/1.0, 200 FIN",
    "HTTP/1.2, 505 FIN",
    "HTTP/1.9, 505 FIN",
    "HTTP/0.9, 505 FIN",
    "HTTP/2.0, 505 FIN",
    "HTTP/3.0, 505 FIN",
    "HTTP/9.9, 505 FIN",
    "HTTP/2,   400 FIN",
    "HTTP/11,  400 FIN",
    "HTTP/1.,  400 FIN",
    "HTTP/.1,  400 FIN",
    "HTTP/1,   400 FIN",
    "HTTP/,    400 FIN",
    "HTTP,     400 FIN",
    "HTTP/1.10, 400 FIN",
    "HTTP/01.1, 400 FIN",
    "HTTP/1.01, 400 FIN",
    "HTTP/1.x, 400 FIN",
    "HTTP/x.1, 400 FIN",
    "HTTP/+1.1, 400 FIN",
    "HTTP/1-1, 400 FIN",
    "http/1.1, 400 FIN",
    "Http/1.1, 400 FIN",
    "HtTP/1.1, 400 FIN",
    "HTTPS/1.1, 400 FIN",
    "HTTP\\1.1, 400 FIN",
    "ICAP/1.0, 400 FIN",
    "XTTP/1.1, 400 FIN"
  })
  void aVersionIsServedOrRefused(String version, String outcome) throws Exception {
    assertThat(FRONT.ask("GET / " + version + "\r\nHost: a\r\n\r\n")).isEqualTo(outcome);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /",
        "GET",
        "/",
        "GET / ",
        "GET  / HTTP/1.1",
        "GET /  HTTP/1.1",
        "GET / HTTP/1.1 ",
        "GET / x HTTP/1.1",
        "GET\t/ HTTP/1.1",
        "GET /\tHTTP/1.1",
        "GET HTTP/1.1",
        " GET / HTTP/1.1",
        "/ GET HTTP/1.1",
        "HTTP/1.1 200 OK"
      })
  void aLineThatIsNoRequestLineIsRefused(String line) throws Exception {
    assertThat(FRONT.ask(line + "\r\nHost: a\r\n\r\n")).isEqualTo("400 FIN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PROPFIND", "M-SEARCH", "A_B", "X"})
  void aMethodIsAnyNameInCapitals(String method) throws Exception {
    assertThat(FRONT.ask(method + " / HTTP/1.1\r\nHost: a\r\n\r\n")).isEqualTo("200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"get", "Get", "GE T", "G(T", "G:T", "GET,", "", "G3T", "G\u0000T", "G\u00e4T"})
  void anyOtherMethodIsRefused(String method) throws Exception {
    assertThat(FRONT.ask(method + " / HTTP/1.1\r\nHost: a\r\n\r\n")).isEqualTo("400 FIN");
  }

  @Test
  void aHugeMethodIsRefused() throws Exception {
    assertThat(FRONT.ask("G".repeat(32) + " / HTTP/1.1\r\nHost: a\r\n\r\n")).isEqualTo("200");
    assertThat(FRONT.ask("G".repeat(33) + " / HTTP/1.1\r\nHost: a\r\n\r\n")).isEqualTo("400 FIN");
  }

  @Test
  void whatOnlyAnotherServerDoesIsRefused() throws Exception {
    assertThat(FRONT.ask("TRACE / HTTP/1.1\r\nHost: a\r\n\r\n")).isEqualTo("405 FIN");
    assertThat(FRONT.ask("CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n")).isEqualTo("400 FIN");
    assertThat(FRONT.ask("CONNECT / HTTP/1.1\r\nHost: a\r\n\r\n")).isEqualTo("400 FIN");
    assertThat(FRONT.ask("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")).isEqualTo("505 FIN");
  }

  @Test
  void aRequestLineMayHaveEightKibibytes() throws Exception {
    int fixed = "GET / HTTP/1.1".length();
    String path = "x".repeat(8 * 1024 - fixed);
    assertThat(FRONT.ask("GET /" + path + " HTTP/1.1\r\nHost: a\r\n\r\n")).isEqualTo("200");
    assertThat(FRONT.ask("GET /" + path + "x HTTP/1.1\r\nHost: a\r\n\r\n")).isEqualTo("414 FIN");
    assertThat(FRONT.ask("GET /" + "x".repeat(100_000))).isEqualTo("414 FIN");
  }
}
