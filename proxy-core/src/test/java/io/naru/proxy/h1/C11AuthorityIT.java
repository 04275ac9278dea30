package io.naru.proxy.h1;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.testkit.H1Front;
import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.RawSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Catalogue C11: a request has one authority, and everybody reads the same one. */
@ExtendWith(LeakGate.class)
class C11AuthorityIT {
  @AutoClose private static final H1Front FRONT = H1Front.echo();

  /** Method, target and authority as the exchange saw them. */
  private static String seen(String request) throws Exception {
    try (RawSocket client = FRONT.connect()) {
      client.send(request);
      return client.response().body().lines().findFirst().orElse("");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "A.Example.COM",
        "a.",
        "a:80",
        "a:",
        "a:65535",
        "1.2.3.4",
        "1.2.3.4:8080",
        "[::1]",
        "[::1]:80",
        "[fe80::1.2.3.4]",
        "a_b.c",
        "a-b",
        "xn--bcher-kva.example",
        "a%41"
      })
  void aHostWithOrWithoutPortIsTaken(String host) throws Exception {
    assertThat(seen("GET /x HTTP/1.1\r\nHost: " + host + "\r\n\r\n")).isEqualTo("GET /x " + host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a, b",
        "a,b",
        "a b",
        "a\tb",
        "user@a",
        "user:secret@a",
        "@a",
        "a/",
        "a/b",
        "a?b",
        "a#b",
        "a\\b",
        "http://a",
        "a:b",
        "a:-1",
        "a:65536",
        "a:8a",
        "a:80:80",
        "a::80",
        ":80",
        "[",
        "[]",
        "[::1",
        "::1",
        "[::1]x",
        "[g::1]",
        "[::1%25eth0]",
        "[::1]:99999",
        ".",
        "..",
        "a..b",
        "a..",
        ".a",
        "a\u00e4",
        "\u00e4",
        "a\"b",
        "<a>",
        "{a}",
        "a|b",
        "a^b",
        "a`b"
      })
  void anythingElseIsRefused(String host) throws Exception {
    assertThat(FRONT.ask("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n")).isEqualTo("400 FIN");
  }

  @Test
  void aHostHasAtMostThreeHundredBytes() throws Exception {
    String label = "a".repeat(49) + ".";
    assertThat(FRONT.ask("GET / HTTP/1.1\r\nHost: " + label.repeat(6) + "\r\n\r\n"))
        .isEqualTo("200");
    assertThat(FRONT.ask("GET / HTTP/1.1\r\nHost: " + label.repeat(6) + "a\r\n\r\n"))
        .isEqualTo("400 FIN");
  }

  @Test
  void http11NeedsExactlyOneHost() throws Exception {
    assertThat(FRONT.ask("GET / HTTP/1.1\r\n\r\n")).isEqualTo("400 FIN");
    assertThat(FRONT.ask("GET http://a/ HTTP/1.1\r\n\r\n")).isEqualTo("400 FIN");
    assertThat(FRONT.ask("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n")).isEqualTo("400 FIN");
    assertThat(FRONT.ask("GET / HTTP/1.1\r\nHost: a\r\nX: y\r\nhOST: b\r\n\r\n"))
        .isEqualTo("400 FIN");
    assertThat(FRONT.ask("GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n")).isEqualTo("400 FIN");
  }

  @Test
  void http10NeedsNone() throws Exception {
    assertThat(seen("GET /x HTTP/1.0\r\n\r\n")).isEqualTo("GET /x ");
    assertThat(seen("GET http://a:8080/x HTTP/1.0\r\n\r\n")).isEqualTo("GET /x a:8080");
  }

  @ParameterizedTest
  @CsvSource({
    "http://a/,           a,     GET / a",
    "http://a,            a,     GET / a",
    "http://a?q=1,        a,     GET /?q=1 a",
    "http://a/x?q=1,      a,     GET /x?q=1 a",
    "http://a/?q=/http:,  a,     GET /?q=/http: a",
    "HTTP://A/x,          a,     GET /x a",
    "https://a/x,         a,     GET /x a",
    "http://a:8080?q,     a:8080, GET /?q a:8080",
    "http://[::1]:80/x,   [::1]:80, GET /x [::1]:80",
    "http://a//x,         a,     GET //x a"
  })
  void anAbsoluteTargetBecomesItsPath(String target, String host, String expected)
      throws Exception {
    assertThat(seen("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "http://a/,         b",
    "http://a/,         a:80",
    "http://a:80/,      a",
    "http://a/,         a.",
    "http://a/,         aa",
    "http://user@a/,    a",
    "http://a@b/,       b",
    "http://user:p@a/,  a",
    "http:///x,         a",
    "http://,           a",
    "http://?x,         a",
    "http://a b/,       a",
    "http:/a/,          a",
    "http:a,            a",
    "ftp://a/,          a",
    "a/x,               a",
    "a:80,              a",
    "*,                 a",
    "?x,                a",
    "/x#y,              a",
    "http://a/x#y,      a"
  })
  void aTargetThatSaysSomethingElseIsRefused(String target, String host) throws Exception {
    assertThat(FRONT.ask("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
        .isEqualTo("400 FIN");
  }

  @Test
  void anAsteriskIsForOptionsAlone() throws Exception {
    assertThat(seen("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n")).isEqualTo("OPTIONS * a");
    assertThat(FRONT.ask("OPTIONS ** HTTP/1.1\r\nHost: a\r\n\r\n")).isEqualTo("400 FIN");
  }

  @Test
  void eachByteInATargetIsKeptOrRefused() throws Exception {
    for (int b = 0; b <= 0xff; b++) {
      String request = "GET /x" + (char) b + "y HTTP/1.1\r\nHost: a\r\n\r\n";
      boolean refused = b <= ' ' || b == 0x7f || b == '#';
      if (refused) {
        assertThat(FRONT.ask(request)).as("byte %02x", b).isEqualTo("400 FIN");
      } else {
        assertThat(seen(request)).as("byte %02x", b).isEqualTo("GET /x" + (char) b + "y a");
      }
    }
  }
}
