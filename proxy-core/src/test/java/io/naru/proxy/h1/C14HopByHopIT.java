package io.naru.proxy.h1;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.testkit.H1Front;
import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.RawSocket;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Catalogue C14: a client takes out what it put in, and nothing that others trust. */
@ExtendWith(LeakGate.class)
class C14HopByHopIT {
  @AutoClose private static final H1Front FRONT = H1Front.echo();

  private static String seen(String lines) throws Exception {
    try (RawSocket client = FRONT.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n\r\n");
      return client.response().body();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Own",
        "x-own",
        "close, X-Own",
        "X-Own , close",
        " x-OWN\t",
        ",,X-Own,,",
        "y,X-Own",
        "keep-alive,X-Own"
      })
  void aNominatedFieldEndsHere(String option) throws Exception {
    assertThat(seen("X-Own: 1\r\nConnection: " + option + "\r\nX-Own: 2\r\nX-Other: 3"))
        .doesNotContain("X-Own: ")
        .contains("X-Other: 3");
  }

  @Test
  void nominationsMayComeInSeveralLines() throws Exception {
    assertThat(seen("Connection: x-a\r\nX-A: 1\r\nX-B: 2\r\nConnection: x-b\r\nX-C: 3"))
        .doesNotContain("X-A: ")
        .doesNotContain("X-B: ")
        .contains("X-C: 3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "X-Forwarded-Proto",
        "X-Forwarded-Port",
        "X-Forwarded-Scheme",
        "X-Scheme",
        "X-Real-IP",
        "X-Request-ID",
        "Authorization",
        "Cookie",
        "Content-Type",
        "X-Original-Forwarded-For",
        "X-Original-Forwarded-Host"
      })
  void aProtectedFieldStays(String name) throws Exception {
    assertThat(seen(name + ": 1\r\nConnection: " + name.toLowerCase(java.util.Locale.ROOT)))
        .contains(name + ": 1");
    assertThat(seen("Connection: close, host, " + name + ", x\r\n" + name + ": 1"))
        .contains(name + ": 1")
        .contains("Host: a");
  }

  @Test
  void framingCannotBeTakenOut() throws Exception {
    try (RawSocket client = FRONT.connect()) {
      client.send(
          "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n"
              + "Connection: content-length, transfer-encoding, host\r\n\r\nhello");
      assertThat(client.response().body()).contains("\nhello");
    }
  }

  @Test
  void moreOptionsThanAMessageHasAreRefused() throws Exception {
    assertThat(FRONT.ask(options(32))).isEqualTo("200");
    assertThat(FRONT.ask(options(33))).isEqualTo("400 FIN");
  }

  private static String options(int count) {
    String list = IntStream.range(0, count).mapToObj(i -> "x" + i).collect(Collectors.joining(","));
    return "GET / HTTP/1.1\r\nHost: a\r\nConnection: " + list + "\r\n\r\n";
  }
}
