package io.naru.proxy.h1;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.head.Head;
import io.naru.proxy.head.HeadEdits;
import io.naru.proxy.testkit.Attempt;
import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.RecordedResponse;
import io.naru.proxy.testkit.ScriptedEndpoint;
import io.naru.proxy.testkit.TestLoop;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Catalogue C8: which bytes answer which request is decided by our record of the request. */
@ExtendWith(LeakGate.class)
class C8ResponseQueueIT {
  @AutoClose private static final TestLoop LOOP = new TestLoop();
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  /** What the attempt was told, and what then became of its connection. */
  private static String outcome(Head request, String answer) throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(answer)) {
      Attempt attempt = Attempt.on(LOOP, endpoint);
      RecordedResponse response = attempt.send(request);
      String outcome = response.end() + ", " + attempt.next();
      attempt.channel().close();
      return outcome;
    }
  }

  @Test
  void anInterimAnswerNeverCompletes() throws Exception {
    String hints = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n";
    assertThat(outcome(Parsed.get(), hints + OK)).isEqualTo("103 200 [ok], available");
    assertThat(outcome(Parsed.get(), "HTTP/1.1 100 Continue\r\n\r\n".repeat(2) + OK))
        .isEqualTo("100 100 200 [ok], available");
    assertThat(outcome(Parsed.get(), hints.repeat(8) + OK))
        .isEqualTo("103 ".repeat(8) + "200 [ok], available");
  }

  @Test
  void moreThanEightInterimAnswersAreMalformed() throws Exception {
    assertThat(outcome(Parsed.get(), "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(9) + OK))
        .endsWith(" upstream-malformed, closed");
  }

  @Test
  void aLengthOnAnInterimAnswerFramesNothing() throws Exception {
    String hints = "HTTP/1.1 103 Early Hints\r\nContent-Length: 40\r\n\r\n";
    assertThat(outcome(Parsed.get(), hints + OK)).isEqualTo("103 200 [ok], available");
  }

  @ParameterizedTest
  @CsvSource({
    "HEAD, '200 OK\r\nContent-Length: 5'",
    "HEAD, '200 OK\r\nTransfer-Encoding: chunked'",
    "HEAD, '200 OK\r\nX: y'",
    "GET, '204 No Content\r\nX: y'",
    "GET, '204 No Content\r\nContent-Length: 5'",
    "GET, '304 Not Modified\r\nContent-Length: 5'",
    "GET, '304 Not Modified\r\nTransfer-Encoding: chunked'"
  })
  void anAnswerThatHasNoBodyEndsWithItsHead(String method, String head) throws Exception {
    Head request = method.equals("HEAD") ? Parsed.headMethod() : Parsed.get();
    String answer = "HTTP/1.1 " + head + "\r\n\r\n";
    String status = head.substring(0, 3);
    assertThat(outcome(request, answer)).isEqualTo(status + ", available");
    assertThat(outcome(request, answer + "hello")).isEqualTo(status + ", closed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil", "\r\n"})
  void bytesBehindAnAnswerCloseTheConnection(String more) throws Exception {
    assertThat(outcome(Parsed.get(), OK + more)).isEqualTo("200 [ok], closed");
    String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n";
    assertThat(outcome(Parsed.get(), chunked + more)).isEqualTo("200 [ok], closed");
  }

  @Test
  void bytesOnAnIdleConnectionCloseIt() throws Exception {
    CompletableFuture<String> idle = new CompletableFuture<>();
    try (ScriptedEndpoint endpoint =
        new ScriptedEndpoint(peer -> {
          peer.takeUntil("\r\n\r\n");
          peer.send(OK);
          idle.get(10, TimeUnit.SECONDS);
          peer.send("HTTP/1.1 408 Request Timeout\r\n\r\n");
          peer.end();
        })) {
      Attempt attempt = Attempt.on(LOOP, endpoint);
      assertThat(attempt.send(Parsed.get()).end()).isEqualTo("200 [ok]");
      assertThat(attempt.next()).isEqualTo("available");
      idle.complete("");
      assertThat(attempt.next()).isEqualTo("closed");
    }
  }

  /** The bytes are there when the next request is begun, but it has not left yet. */
  @Test
  void bytesThatWaitedDoNotAnswerTheNextRequest() throws Exception {
    try (ScriptedEndpoint endpoint =
        new ScriptedEndpoint(peer -> {
          peer.takeUntil("\r\n\r\n");
          peer.send(OK);
          peer.end();
        })) {
      Attempt attempt = Attempt.on(LOOP, endpoint);
      assertThat(attempt.send(Parsed.get()).end()).isEqualTo("200 [ok]");
      assertThat(attempt.next()).isEqualTo("available");
      RecordedResponse second = new RecordedResponse();
      LOOP.run(() -> {
        var stream = attempt.connection().open(second);
        stream.head(Parsed.get(), new HeadEdits(), true);
        byte[] evil =
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        attempt.channel().pipeline().fireChannelRead(Unpooled.wrappedBuffer(evil));
      });
      assertThat(second.end()).isEqualTo("upstream-reset");
      assertThat(attempt.next()).isEqualTo("closed");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
        "HTTP/1.1 200 OK\r\n Content-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length : 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nX: \u0000\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\nContent-Length: 2\nTransfer-Encoding: chunked\n\n0\n\n",
        "HTTP/1.1 200 OK\rXContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\n\rContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 O\u0000K\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 20 OK\r\n\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 099 OK\r\n\r\n",
        "HTTP/1.1 +20 OK\r\n\r\n",
        "HTTP/1.1 200OK\r\n\r\n",
        "HTTP/1.x 200 OK\r\n\r\n",
        "HTTP/2.0 200 OK\r\n\r\n",
        "http/1.1 200 OK\r\n\r\n",
        "HTTP/1.1\r\n\r\n",
        "ok\r\n\r\n",
        "\r\nHTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n+2\r\nok\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok0\r\n\r\n"
      })
  void anAnswerThatCouldBeReadInTwoWaysIsMalformed(String answer) throws Exception {
    assertThat(outcome(Parsed.get(), answer)).endsWith("upstream-malformed, closed");
  }

  @Test
  void aHeadThatIsTooLargeIsRefused() throws Exception {
    String line = "X: " + "y".repeat(1000) + "\r\n";
    assertThat(outcome(Parsed.get(), "HTTP/1.1 200 OK\r\n" + line.repeat(40) + "\r\n"))
        .isEqualTo("upstream-head-too-large, closed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 200\r\n", "HTTP/1.1 200 \r\n", "HTTP/1.1 200 \u00e4 b\r\n"})
  void aReasonMayBeAbsentOrAnything(String line) throws Exception {
    assertThat(outcome(Parsed.get(), line + "Content-Length: 2\r\n\r\nok"))
        .isEqualTo("200 [ok], available");
  }

  @Test
  void trailersComeWithTheEnd() throws Exception {
    String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    assertThat(outcome(Parsed.get(), head + "2\r\nok\r\n0\r\nX-Sum: 1\r\n\r\n"))
        .isEqualTo("200 [ok] X-Sum=1, available");
  }
}
