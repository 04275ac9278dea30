package io.naru.proxy.h1;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.testkit.Attempt;
import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.RawSocket;
import io.naru.proxy.testkit.RecordedResponse;
import io.naru.proxy.testkit.ScriptedEndpoint;
import io.naru.proxy.testkit.TestLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Catalogue C7: an endpoint's connection is used again only after two whole messages. */
@ExtendWith(LeakGate.class)
class C7EarlyResponseIT {
  @AutoClose private static final TestLoop LOOP = new TestLoop();
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @Test
  void twoWholeMessagesLeaveTheConnectionAvailable() throws Exception {
    try (ScriptedEndpoint endpoint =
        new ScriptedEndpoint(peer -> {
          for (int i = 0; i < 2; i++) {
            peer.takeUntil("\r\n\r\nhello");
            peer.send(OK);
          }
          peer.end();
        })) {
      Attempt attempt = Attempt.on(LOOP, endpoint);
      for (int i = 0; i < 2; i++) {
        RecordedResponse response = attempt.send(Parsed.post(5), false);
        attempt.body("hello", true);
        assertThat(response.end()).isEqualTo("200 [ok]");
        assertThat(attempt.next()).isEqualTo("available");
      }
      assertThat(LOOP.on(attempt.connection()::mayHaveDiedOfAge)).isTrue();
      attempt.channel().close();
    }
  }

  @Test
  void anAnswerBeforeTheRequestsEndCostsTheConnection() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK)) {
      Attempt attempt = Attempt.on(LOOP, endpoint);
      RecordedResponse response = attempt.send(Parsed.post(5), false);
      assertThat(response.end()).isEqualTo("200 [ok]");
      assertThat(attempt.next()).isEqualTo("closed");
      attempt.body("hello", true);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nConnection: x, Close\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok"
      })
  void anAnswerThatEndsTheConnectionDoes(String answer) throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(answer)) {
      Attempt attempt = Attempt.on(LOOP, endpoint);
      assertThat(attempt.send(Parsed.get()).end()).isEqualTo("200 [ok]");
      assertThat(attempt.next()).isEqualTo("closed");
    }
  }

  @Test
  void anHttp10EndpointMayKeepTheConnection() throws Exception {
    String answer = "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok";
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(answer)) {
      Attempt attempt = Attempt.on(LOOP, endpoint);
      assertThat(attempt.send(Parsed.get()).end()).isEqualTo("200 [ok]");
      assertThat(attempt.next()).isEqualTo("available");
      attempt.channel().close();
    }
  }

  @Test
  void aBodyWithoutFramingEndsWithTheConnection() throws Exception {
    try (ScriptedEndpoint endpoint =
        new ScriptedEndpoint(peer -> {
          peer.takeUntil("\r\n\r\n");
          peer.send("HTTP/1.1 200 OK\r\n\r\nall of it");
        })) {
      Attempt attempt = Attempt.on(LOOP, endpoint);
      assertThat(attempt.send(Parsed.get()).end()).isEqualTo("200 [all of it]");
      assertThat(attempt.next()).isEqualTo("closed");
    }
  }

  @Test
  void aResetIsNoEndOfABodyWithoutFraming() throws Exception {
    CompletableFuture<RecordedResponse> begun = new CompletableFuture<>();
    try (ScriptedEndpoint endpoint =
        new ScriptedEndpoint(peer -> {
          peer.takeUntil("\r\n\r\n");
          peer.send("HTTP/1.1 200 OK\r\n\r\npart");
          begun.get(10, TimeUnit.SECONDS).status();
          peer.reset();
        })) {
      Attempt attempt = Attempt.on(LOOP, endpoint);
      RecordedResponse response = attempt.send(Parsed.get());
      begun.complete(response);
      assertThat(response.end()).startsWith("200").endsWith("upstream-reset");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 2",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n",
        "HTTP/1.1 103 Early Hints\r\n\r\n"
      })
  void anEndpointThatLeavesBeforeTheEndFails(String answer) throws Exception {
    try (ScriptedEndpoint endpoint =
        new ScriptedEndpoint(peer -> {
          peer.takeUntil("\r\n\r\n");
          peer.send(answer);
        })) {
      Attempt attempt = Attempt.on(LOOP, endpoint);
      assertThat(attempt.send(Parsed.get()).end()).endsWith("upstream-reset");
      assertThat(attempt.next()).isEqualTo("closed");
    }
  }

  @Test
  void aBodyThatIsNotWhatTheHeadPromisedIsNotSent() throws Exception {
    CompletableFuture<String> received = new CompletableFuture<>();
    try (ScriptedEndpoint endpoint =
        new ScriptedEndpoint(peer -> {
          peer.takeUntil("\r\n\r\n");
          received.complete(peer.takeAll());
        })) {
      Attempt attempt = Attempt.on(LOOP, endpoint);
      RecordedResponse response = attempt.send(Parsed.post(5), false);
      attempt.body("hell", false);
      attempt.body("o GET /evil HTTP/1.1", true);
      assertThat(response.end()).isEqualTo("upstream-malformed");
      assertThat(received.get(10, TimeUnit.SECONDS)).isEqualTo("hell");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "DELETE", "OPTIONS", "POST"})
  void aBodyIsFramedExactlyWhateverTheMethod(String method) throws Exception {
    CompletableFuture<String> seen = new CompletableFuture<>();
    try (ScriptedEndpoint endpoint =
        new ScriptedEndpoint(peer -> {
          String head = peer.takeUntil("\r\n\r\n");
          seen.complete(head + peer.take(5));
          peer.send("HTTP/1.1 204 No Content\r\n\r\n");
          peer.end();
        })) {
      Attempt attempt = Attempt.on(LOOP, endpoint);
      String fields = " /x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n";
      RecordedResponse response = attempt.send(Parsed.request(method + fields + "\r\n"), false);
      attempt.body("hello", true);
      assertThat(response.end()).isEqualTo("204");
      assertThat(seen.get(10, TimeUnit.SECONDS))
          .isEqualTo(method + " /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello");
      attempt.channel().close();
    }
  }

  @Test
  void chunksAreOurs() throws Exception {
    CompletableFuture<String> seen = new CompletableFuture<>();
    try (ScriptedEndpoint endpoint =
        new ScriptedEndpoint(peer -> {
          peer.takeUntil("\r\n\r\n");
          seen.complete(peer.takeUntil("0\r\n\r\n"));
          peer.send(OK);
          peer.end();
        })) {
      Attempt attempt = Attempt.on(LOOP, endpoint);
      RecordedResponse response = attempt.send(Parsed.chunkedPost(), false);
      attempt.body("", false);
      attempt.body("a".repeat(10), false);
      attempt.body("b".repeat(17), true);
      assertThat(response.end()).isEqualTo("200 [ok]");
      assertThat(seen.get(10, TimeUnit.SECONDS))
          .isEqualTo("a\r\naaaaaaaaaa\r\n11\r\n" + "b".repeat(17) + "\r\n0\r\n\r\n");
      attempt.channel().close();
    }
  }

  @Test
  void cancellingClosesTheConnection() throws Exception {
    CompletableFuture<RawSocket.End> end = new CompletableFuture<>();
    try (ScriptedEndpoint endpoint =
        new ScriptedEndpoint(peer -> {
          peer.takeUntil("\r\n\r\n");
          peer.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe");
          end.complete(peer.end());
        })) {
      Attempt attempt = Attempt.on(LOOP, endpoint);
      RecordedResponse response = attempt.send(Parsed.get());
      assertThat(response.status()).isEqualTo(200);
      attempt.cancel();
      assertThat(attempt.next()).isEqualTo("closed");
      assertThat(end.get(10, TimeUnit.SECONDS)).isNotNull();
      assertThat(response.isOver()).isFalse();
    }
  }

  @Test
  void aDrainedConnectionClosesAfterItsRequest() throws Exception {
    CompletableFuture<String> drained = new CompletableFuture<>();
    try (ScriptedEndpoint endpoint =
        new ScriptedEndpoint(peer -> {
          peer.takeUntil("\r\n\r\n");
          drained.get(10, TimeUnit.SECONDS);
          peer.send(OK);
          peer.end();
        })) {
      Attempt attempt = Attempt.on(LOOP, endpoint);
      RecordedResponse response = attempt.send(Parsed.get());
      LOOP.run(attempt.connection()::drain);
      drained.complete("");
      assertThat(response.end()).isEqualTo("200 [ok]");
      assertThat(attempt.next()).isEqualTo("closed");
      assertThat(LOOP.on(attempt.connection()::capacity)).isZero();
    }
  }
}
