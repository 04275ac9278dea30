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

/** Catalogue C5: which bytes a field's name and value may have, and how many. */
@ExtendWith(LeakGate.class)
class C5FieldSyntaxIT {
  @AutoClose private static final H1Front FRONT = H1Front.echo();

  private static String ask(String lines) throws Exception {
    return FRONT.ask("GET / HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n\r\n");
  }

  /** The fields that the exchange got, or the status. */
  private static String fields(String lines) throws Exception {
    try (RawSocket client = FRONT.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n\r\n");
      var response = client.response();
      String body = response.body();
      return response.status() == 200
          ? body.substring(body.indexOf("Host: a\n") + 8).strip()
          : String.valueOf(response.status());
    }
  }

  private static boolean isAlphanumeric(int b) {
    return b < 0x80 && Character.isLetterOrDigit(b);
  }

  @Test
  void eachByteInANameKeepsTheFieldOrDropsItOrRefusesTheRequest() throws Exception {
    for (int b = 0; b <= 0xff; b++) {
      String name = "x" + (char) b + "y";
      String expected;
      if (b == ':') {
        expected = "x: y: v";
      } else if (isAlphanumeric(b) || b == '-') {
        expected = name + ": v";
      } else {
        expected = b <= ' ' || b == 0x7f ? "400" : "";
      }
      assertThat(fields(name + ": v")).as("byte %02x", b).isEqualTo(expected);
    }
  }

  @Test
  void eachByteInAValueIsKeptOrRefused() throws Exception {
    for (int b = 0; b <= 0xff; b++) {
      boolean refused = b < ' ' && b != '\t' || b == 0x7f;
      String value = "v" + (char) b + "w";
      assertThat(fields("x: " + value))
          .as("byte %02x", b)
          .isEqualTo(refused ? "400" : "x: " + value);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x : v",
        "x\t: v",
        " x: v",
        "\tx: v",
        ": v",
        ":",
        "x",
        "x v",
        "x: v\r\n w",
        "x: v\r\n\tw",
        "x: v\r\n :",
        "x\u0000: v"
      })
  void aLineThatIsNoFieldIsRefused(String lines) throws Exception {
    assertThat(ask(lines)).isEqualTo("400 FIN");
  }

  @Test
  void spaceAroundAValueIsNotOfTheValue() throws Exception {
    assertThat(fields("x:v")).isEqualTo("x: v");
    assertThat(fields("x: \t v w \t ")).isEqualTo("x: v w");
    assertThat(fields("x:")).isEqualTo("x:");
    assertThat(fields("x: \t ")).isEqualTo("x:");
  }

  @Test
  void aLineMayHaveEightKibibytes() throws Exception {
    assertThat(ask("x: " + "v".repeat(8 * 1024 - 3))).isEqualTo("200");
    assertThat(ask("x: " + "v".repeat(8 * 1024 - 2))).isEqualTo("400 FIN");
  }

  @Test
  void aHeadMayHaveFourTimesThat() throws Exception {
    String kibibyte = "x: " + "v".repeat(1019) + "\r\n";
    assertThat(ask(kibibyte.repeat(31) + "x: y")).isEqualTo("200");
    assertThat(ask(kibibyte.repeat(32) + "x: y")).isEqualTo("400 FIN");
  }

  @Test
  void thereMayBeAThousandFields() throws Exception {
    assertThat(ask(lines(999))).isEqualTo("200");
    assertThat(ask(lines(1000))).isEqualTo("400 FIN");
  }

  private static String lines(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "x" + i + ":")
        .collect(Collectors.joining("\r\n"));
  }
}
