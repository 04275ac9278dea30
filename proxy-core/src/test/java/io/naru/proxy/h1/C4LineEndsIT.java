package io.naru.proxy.h1;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.testkit.H1Front;
import io.naru.proxy.testkit.LeakGate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Catalogue C4: lines end in CR LF, and nothing but one empty line comes before a request. */
@ExtendWith(LeakGate.class)
class C4LineEndsIT {
  @AutoClose private static final H1Front FRONT = H1Front.echo();
  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

  @Test
  void oneEmptyLineIsForgiven() throws Exception {
    assertThat(FRONT.ask("\r\n" + REQUEST)).isEqualTo("200");
  }

  @Test
  void twoEmptyLinesAreNot() throws Exception {
    assertThat(FRONT.ask("\r\n\r\n" + REQUEST)).isEqualTo("400 FIN");
  }

  @Test
  void everyOtherControlByteBeforeARequestIsRefused() throws Exception {
    for (int b = 0; b <= 0xff; b++) {
      if (b <= ' ' || b >= 0x7f) {
        assertThat(FRONT.ask((char) b + REQUEST)).as("byte %02x", b).isEqualTo("400 FIN");
        assertThat(FRONT.ask("\r\n" + (char) b + REQUEST)).as("%02x", b).isEqualTo("400 FIN");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\nHost: a\n\n",
        "GET / HTTP/1.1\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n\n",
        "GET / HTTP/1.1\r\nHost: a\n\n",
        "GET / HTTP/1.1\rHost: a\r\r\n\n",
        "GET / HTTP/1.1\r\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: y\rZ: w\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n\rContent-Length: 5\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n\r\r\n\r\n",
        "GET / HTTP/1.1\r\n\rHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: y\u0000\r\n\r\n",
        "GET /\r HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET\r / HTTP/1.1\r\nHost: a\r\n\r\n"
      })
  void aLineThatEndsOtherwiseIsRefused(String request) throws Exception {
    assertThat(FRONT.ask(request)).isEqualTo("400 FIN");
  }
}
