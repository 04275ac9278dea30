package io.naru.proxy.h1;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.testkit.LeakGate;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What bytes mean does not depend on how they arrive. */
@ExtendWith(LeakGate.class)
class SplitsTest {
  private static final String GET = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String CHUNKED =
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

  static Stream<String> messages() {
    return Stream.of(
        GET,
        "\r\n" + GET,
        GET + GET,
        GET + "\r\n" + GET,
        "\r\n\r\n" + GET,
        "\r" + GET,
        "\n" + GET,
        "\u0000" + GET,
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello" + GET,
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello\r\n" + GET,
        CHUNKED + "5\r\nhello\r\n1;x=\"y\"\r\n!\r\n0\r\nT: 1\r\nU: 2\r\n\r\n" + GET,
        CHUNKED + "5\r\nhello\r\n0\r\n\r\n" + GET,
        CHUNKED + "5\r\nhello!\r\n0\r\n\r\n",
        CHUNKED + "5\nhello\r\n0\r\n\r\n",
        CHUNKED + "0\r\nT : 1\r\n\r\n",
        CHUNKED + "0\r\n\rT: 1\r\n\r\n",
        CHUNKED + "0\r\n\n",
        "GET http://a?q HTTP/1.0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n\rX: y\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\r\n\r\n",
        "GET / HTTP/1.1\nHost: a\n\n",
        "GET / HTTP/1.1\r\n: v\r\nHost: a\r\n\r\n",
        "GET /\r\n\r\n",
        "get / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/3.0\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nExpect: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" + GET,
        "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n",
        "x");
  }

  @ParameterizedTest
  @MethodSource("messages")
  void everySplitHasTheSameOutcome(String message) {
    String whole = Pipe.outcome(message);
    for (int i = 1; i < message.length(); i++) {
      String split = Pipe.outcome(message.substring(0, i), message.substring(i));
      assertThat(split).as("split at %d", i).isEqualTo(whole);
    }
    assertThat(Pipe.outcome(message.split(""))).as("byte by byte").isEqualTo(whole);
  }

  static Stream<String> atTheLimits() {
    int line = H1Limits.DEFAULT.line();
    int head = H1Limits.DEFAULT.head();
    String start = "GET / HTTP/1.1\r\nHost: a\r\n";
    String fixed = "GET / HTTP/1.1";
    String filler = "x: " + "v".repeat(1019) + "\r\n";
    int rest = head - start.length() - 31 * filler.length() - "x: \r\n\r\n".length();
    return Stream.of(
        "GET /" + "x".repeat(line - fixed.length()) + " HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /" + "x".repeat(line - fixed.length() + 1) + " HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /" + "x".repeat(line + 100),
        "GET /" + "x".repeat(line - 4) + "\nHost: a\r\n\r\n",
        start + "x: " + "v".repeat(line - 3) + "\r\n\r\n",
        start + "x: " + "v".repeat(line - 2) + "\r\n\r\n",
        start + "x: " + "v".repeat(line - 3) + "\n\r\n\r\n",
        start + "x: " + "v".repeat(line - 2) + "\n\r\n",
        start + filler.repeat(31) + "x: " + "v".repeat(rest) + "\r\n\r\n",
        start + filler.repeat(31) + "x: " + "v".repeat(rest + 1) + "\r\n\r\n",
        start + filler.repeat(40) + "\n\r\n");
  }

  @ParameterizedTest
  @MethodSource("atTheLimits")
  void soItIsAtTheLimits(String message) {
    String whole = Pipe.outcome(message);
    int length = message.length();
    for (int i = 1; i < length; i += i < length - 60 && i > 20 && i % 1024 > 4 ? 341 : 1) {
      String split = Pipe.outcome(message.substring(0, i), message.substring(i));
      assertThat(split).as("split at %d", i).isEqualTo(whole);
    }
  }
}
