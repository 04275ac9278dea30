package io.naru.proxy.h1;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.exchange.Reply;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Fields;
import io.naru.proxy.head.Head;
import io.naru.proxy.head.HeadEdits;
import io.naru.proxy.testkit.H1Front;
import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.RawResponse;
import io.naru.proxy.testkit.RawSocket;
import io.naru.proxy.testkit.RecordedExchange;
import io.naru.proxy.testkit.RecordingAcceptor;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and responses on a client's connection, one after another. */
@ExtendWith(LeakGate.class)
class H1ServerIT {
  @AutoClose private final H1Front echo = H1Front.echo();
  @AutoClose private final H1Front front = H1Front.of(RecordingAcceptor.silent());
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String HEAD = "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String GET_10 =
      "GET / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n";

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
  }

  /** A response head as an endpoint's codec would bring it. */
  private static Head response(int status, long length) {
    Head head = new Head();
    head.status(status);
    head.contentLength(length);
    return head;
  }

  private static void respond(RecordedExchange exchange, Head head, boolean end) {
    exchange.client().head(head, new HeadEdits(), end);
  }

  @Test
  void aConnectionServesOneRequestAfterAnother() throws Exception {
    try (RawSocket client = echo.connect()) {
      for (int i = 0; i < 3; i++) {
        client.send("POST /" + i + " HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok");
        assertThat(client.response().body()).startsWith("POST /" + i + " a").contains("\nok");
        assertThat(echo.acceptor().next().end()).isEqualTo("completed");
      }
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrderOneAtATime() throws Exception {
    try (RawSocket client = front.connect()) {
      client.send(GET + "POST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx" + GET);
      for (int i = 0; i < 3; i++) {
        RecordedExchange exchange = front.acceptor().next();
        String body = "answer " + i;
        front.loop().run(() -> assertThat(front.acceptor().poll()).isEmpty());
        front.loop().run(() -> exchange.reply(200, body));
        assertThat(client.response().body()).isEqualTo(body);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1.1, '', ''",
    "1.1, keep-alive, ''",
    "1.1, close, close",
    "1.1, 'Close', close",
    "1.1, 'x, close', close",
    "1.1, 'keep-alive, close', close",
    "1.0, '', close",
    "1.0, close, close",
    "1.0, keep-alive, keep-alive",
    "1.0, 'x , Keep-Alive', keep-alive",
    "1.0, 'close, keep-alive', close"
  })
  void theAnswerSaysWhetherTheConnectionGoesOn(String version, String option, String said)
      throws Exception {
    try (RawSocket client = echo.connect()) {
      String field = option.isEmpty() ? "" : "Connection: " + option + "\r\n";
      client.send("GET / HTTP/" + version + "\r\nHost: a\r\n" + field + "\r\n");
      RawResponse response = client.response();
      assertThat(response.statusLine()).isEqualTo("HTTP/1.1 200 OK");
      assertThat(response.field("connection").orElse("")).isEqualTo(said);
      if (said.equals("close")) {
        assertThat(client.end()).isEqualTo(RawSocket.End.FIN);
      } else {
        client.send(GET);
        assertThat(client.response().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void theLastRequestOfAConnectionSaysSo() throws Exception {
    H1Limits d = H1Limits.DEFAULT;
    Duration time = Duration.ofSeconds(60);
    H1Limits two = new H1Limits(d.line(), d.head(), 2, d.window(), time, time, time, time);
    try (H1Front few = new H1Front(RecordingAcceptor.echo(), two);
        RawSocket client = few.connect()) {
      client.send(GET + GET + GET);
      assertThat(client.response().field("connection")).isEmpty();
      assertThat(client.response().field("connection")).contains("close");
      assertThat(client.end()).isEqualTo(RawSocket.End.FIN);
    }
  }

  @Test
  void everyByteMayArriveAlone() throws Exception {
    try (RawSocket client = echo.connect()) {
      client.drip(
          "\r\nPOST /x HTTP/1.1\r\nHost: a\r\nX: y\r\nTransfer-Encoding: chunked\r\n\r\n"
              .concat("5;e\r\nhello\r\n0\r\nT: v\r\n\r\nGET /next HTTP/1.1\r\nHost: b\r\n\r\n"));
      assertThat(client.response().body())
          .isEqualTo("POST /x a\nHost: a\nX: y\nTransfer-Encoding: chunked\n\nhello\nT: v\n");
      assertThat(client.response().body()).startsWith("GET /next b");
    }
  }

  @Test
  void aBodyOfUnknownLengthIsChunkedWithItsTrailers() throws Exception {
    try (RawSocket client = front.connect()) {
      client.send(GET);
      RecordedExchange exchange = front.acceptor().next();
      front
          .loop()
          .run(() -> {
            respond(exchange, response(200, Head.UNKNOWN_LENGTH), false);
            exchange.client().data(bytes("hello "), false);
            exchange.client().data(bytes(""), false);
            exchange.client().data(bytes("world"), false);
            Fields trailers =
                Fields.of("X-Sum", "1", "Content-Length", "0", "Connection", "close", "Y", "2");
            exchange.client().trailers(trailers);
          });
      RawResponse response = client.response();
      assertThat(response.fields()).containsExactly("Transfer-Encoding: chunked");
      assertThat(response.body()).isEqualTo("hello world");
      assertThat(response.trailers()).containsExactly("X-Sum: 1", "Y: 2");
      client.send(GET);
      assertThat(front.acceptor().next().head()).startsWith("GET /");
    }
  }

  @Test
  void anHttp10ClientGetsItUntilTheConnectionsEnd() throws Exception {
    try (RawSocket client = front.connect()) {
      client.send(GET_10);
      RecordedExchange exchange = front.acceptor().next();
      front
          .loop()
          .run(() -> {
            respond(exchange, response(200, Head.UNKNOWN_LENGTH), false);
            exchange.client().data(bytes("hello"), false);
            exchange.client().trailers(Fields.of("X", "y"));
          });
      assertThat(client.takeAll()).isEqualTo("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello");
    }
  }

  /** An orderly end would make a part of the body look like all of it. */
  @Test
  void anHttp10ClientSeesThatItsBodyWasCut() throws Exception {
    try (RawSocket client = front.connect()) {
      client.send(GET_10);
      RecordedExchange exchange = front.acceptor().next();
      front
          .loop()
          .run(() -> {
            respond(exchange, response(200, Head.UNKNOWN_LENGTH), false);
            exchange.client().data(bytes("hel"), false);
          });
      assertThat(client.takeUntil("hel")).endsWith("hel");
      front.loop().run(() -> exchange.client().abort(Fault.Upstream.RESET));
      assertThat(client.end()).isEqualTo(RawSocket.End.RESET);
    }
  }

  @Test
  void aCutResponseEndsBeforeItsEnd() throws Exception {
    try (RawSocket client = front.connect()) {
      client.send(GET);
      RecordedExchange exchange = front.acceptor().next();
      front
          .loop()
          .run(() -> {
            respond(exchange, response(200, Head.UNKNOWN_LENGTH), false);
            exchange.client().data(bytes("hel"), false);
            exchange.client().abort(Fault.Upstream.RESET);
          });
      assertThat(client.takeAll()).endsWith("\r\n\r\n3\r\nhel\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAnswerToHeadKeepsItsFieldsAndHasNoBody(boolean endsWithHead) throws Exception {
    try (RawSocket client = front.connect()) {
      client.send(HEAD + HEAD + GET);
      RecordedExchange sized = front.acceptor().next();
      front.loop().run(() -> answer(sized, response(200, 5), endsWithHead));
      assertThat(client.responseHead().fields()).containsExactly("Content-Length: 5");
      RecordedExchange unsized = front.acceptor().next();
      front.loop().run(() -> answer(unsized, response(200, Head.UNKNOWN_LENGTH), endsWithHead));
      assertThat(client.responseHead().fields()).isEmpty();
      RecordedExchange last = front.acceptor().next();
      front.loop().run(() -> last.reply(200, "ok"));
      assertThat(client.response().body()).isEqualTo("ok");
    }
  }

  /** HTTP/2 may end a head and still send an empty, or a wrong, body behind it. */
  private static void answer(RecordedExchange exchange, Head head, boolean endsWithHead) {
    respond(exchange, head, endsWithHead);
    if (!endsWithHead) {
      exchange.client().data(bytes("hello"), true);
    }
  }

  @ParameterizedTest
  @CsvSource({"204, -1, ''", "204, 5, ''", "304, -1, ''", "304, 5, 'Content-Length: 5'"})
  void aStatusWithoutBodyHasNone(int status, long length, String field) throws Exception {
    for (boolean endsWithHead : new boolean[] {true, false}) {
      try (RawSocket client = front.connect()) {
        client.send(GET + GET);
        RecordedExchange exchange = front.acceptor().next();
        front.loop().run(() -> answer(exchange, response(status, length), endsWithHead));
        assertThat(client.responseHead().fields())
            .isEqualTo(field.isEmpty() ? List.of() : List.of(field));
        RecordedExchange last = front.acceptor().next();
        front.loop().run(() -> last.reply(200, "ok"));
        assertThat(client.response().body()).isEqualTo("ok");
      }
    }
  }

  @Test
  void anEmptyBodySaysSo() throws Exception {
    try (RawSocket client = front.connect()) {
      client.send(GET);
      RecordedExchange exchange = front.acceptor().next();
      front.loop().run(() -> respond(exchange, response(404, Head.UNKNOWN_LENGTH), true));
      RawResponse response = client.response();
      assertThat(response.statusLine()).isEqualTo("HTTP/1.1 404 Not Found");
      assertThat(response.fields()).containsExactly("Content-Length: 0");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hell", "hello!"})
  void aBodyThatIsNotWhatTheHeadPromisedCutsTheConnection(String body) throws Exception {
    try (RawSocket client = front.connect()) {
      client.send(GET);
      RecordedExchange exchange = front.acceptor().next();
      front
          .loop()
          .run(() -> {
            respond(exchange, response(200, 5), false);
            exchange.client().data(bytes(body), true);
          });
      assertThat(client.takeAll()).endsWith("Content-Length: 5\r\n\r\n");
      assertThat(exchange.end()).isEqualTo("upstream-malformed");
    }
  }

  @Test
  void aHeadThatPromisesABodyDoesNotEndWithoutIt() throws Exception {
    try (RawSocket client = front.connect()) {
      client.send(GET);
      RecordedExchange exchange = front.acceptor().next();
      front.loop().run(() -> respond(exchange, response(200, 5), true));
      assertThat(client.takeAll()).endsWith("Content-Length: 5\r\n\r\n");
      assertThat(exchange.end()).isEqualTo("upstream-malformed");
    }
  }

  @Test
  void aReplyWithoutBodySaysNothingOfOne() throws Exception {
    try (RawSocket client = front.connect()) {
      client.send(GET + GET);
      RecordedExchange exchange = front.acceptor().next();
      front.loop().run(() -> exchange.reply(204, ""));
      assertThat(client.responseHead().field("content-length")).isEmpty();
      RecordedExchange next = front.acceptor().next();
      front.loop().run(() -> next.reply(200, ""));
      assertThat(client.response().field("content-length")).contains("0");
    }
  }

  @Test
  void anExchangeMayBeAnsweredBeforeItsBegun() throws Exception {
    RecordingAcceptor acceptor =
        new RecordingAcceptor(
            new RecordedExchange.Behaviour() {
              @Override
              public void begun(RecordedExchange exchange) {
                exchange.reply(404, "no");
              }
            });
    try (H1Front quick = H1Front.of(acceptor);
        RawSocket client = quick.connect()) {
      client.send(GET + "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello" + GET);
      for (int i = 0; i < 3; i++) {
        assertThat(client.response().status()).isEqualTo(404);
        assertThat(acceptor.next().end()).isEqualTo("completed");
      }
    }
  }

  @Test
  void aBodyIsInvitedWhenTheExchangeWantsIt() throws Exception {
    try (RawSocket client = front.connect()) {
      client.send(
          "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
      RecordedExchange exchange = front.acceptor().next();
      front
          .loop()
          .run(() -> {
            exchange.client().grant(0);
            exchange.client().grant(0);
          });
      assertThat(client.takeUntil("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      client.send("hello");
      front.loop().until(() -> exchange.body().equals("hello"));
      front.loop().run(exchange::echo);
      assertThat(client.response().field("connection")).isEmpty();
    }
  }

  @Test
  void aClientThatDoesNotWaitIsNotInvited() throws Exception {
    try (RawSocket client = front.connect()) {
      client.send(
          "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 5\r\n\r\nhello");
      RecordedExchange exchange = front.acceptor().next();
      front.loop().until(() -> exchange.body().equals("hello"));
      front
          .loop()
          .run(() -> {
            exchange.client().grant(0);
            exchange.echo();
          });
      assertThat(client.response().statusLine()).isEqualTo("HTTP/1.1 200 OK");
    }
  }

  /** Whether the body still comes is the client's choice: nothing can be told behind it. */
  @Test
  void aFinalAnswerInPlaceOfAnInvitationEndsTheConnection() throws Exception {
    try (RawSocket client = front.connect()) {
      client.send(
          "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
      RecordedExchange exchange = front.acceptor().next();
      front
          .loop()
          .run(() -> {
            exchange.reply(403, "no");
            exchange.client().grant(0);
          });
      RawResponse response = client.response();
      assertThat(response.status()).isEqualTo(403);
      assertThat(response.field("connection")).contains("close");
      assertThat(client.end()).isEqualTo(RawSocket.End.FIN);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1.1, 'Expect: 100-continue\r\nExpect: x', 417 FIN",
    "1.1, 'Expect: 200-ok', 417 FIN",
    "1.1, 'Expect: 100-continue, 100-continue', 417 FIN",
    "1.0, 'Expect: 200-ok', 200 FIN"
  })
  void anUnknownExpectationIsNotMet(String version, String fields, String outcome)
      throws Exception {
    assertThat(echo.ask("GET / HTTP/" + version + "\r\nHost: a\r\n" + fields + "\r\n\r\n"))
        .isEqualTo(outcome);
  }

  @Test
  void aClientThatStillSendsCanReadAnEarlyAnswer() throws Exception {
    int size = 8 * 1024 * 1024;
    try (RawSocket client = front.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + size + "\r\n\r\n");
      RecordedExchange exchange = front.acceptor().next();
      Reply reply = new Reply(413, Fields.of("X", "y"), "too large", true);
      front.loop().run(() -> exchange.client().reply(reply));
      client.send(new byte[size]);
      RawResponse response = client.response();
      assertThat(response.status()).isEqualTo(413);
      assertThat(response.body()).isEqualTo("too large");
      assertThat(client.end()).isEqualTo(RawSocket.End.FIN);
      assertThat(exchange.parts()).isZero();
    }
  }

  @Test
  void whatIsLeftOfASmallBodyIsThrownAwayAndTheConnectionGoesOn() throws Exception {
    try (RawSocket client = front.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe");
      RecordedExchange exchange = front.acceptor().next();
      front.loop().until(() -> exchange.body().equals("he"));
      front.loop().run(() -> exchange.reply(200, "early"));
      assertThat(client.response().body()).isEqualTo("early");
      client.send("llo" + GET);
      RecordedExchange next = front.acceptor().next();
      assertThat(exchange.body()).isEqualTo("he");
      front.loop().run(() -> next.reply(200, "next"));
      assertThat(client.response().body()).isEqualTo("next");
    }
  }

  @Test
  void moreOfALeftOverBodyThanAWindowEndsTheConnection() throws Exception {
    int size = 4 * H1Limits.DEFAULT.window();
    try (RawSocket client = front.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + size + "\r\n\r\n");
      RecordedExchange exchange = front.acceptor().next();
      front.loop().run(() -> exchange.reply(200, "early"));
      client.send(new byte[size]).send(GET);
      assertThat(client.response().body()).isEqualTo("early");
      assertThat(client.end()).isEqualTo(RawSocket.End.FIN);
      assertThat(front.acceptor().poll()).isEmpty();
    }
  }

  @Test
  void aLeftOverBodyThatIsMalformedEndsTheConnection() throws Exception {
    try (RawSocket client = front.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
      RecordedExchange exchange = front.acceptor().next();
      front.loop().run(() -> exchange.reply(200, "early"));
      assertThat(client.response().body()).isEqualTo("early");
      client.send("x\r\n0\r\n\r\n" + GET);
      assertThat(client.takeAll()).isEmpty();
      assertThat(front.acceptor().poll()).isEmpty();
    }
  }

  @Test
  void anAnswerInsideAMalformedBodyEndsTheConnectionAllTheSame() throws Exception {
    RecordingAcceptor acceptor =
        new RecordingAcceptor(
            new RecordedExchange.Behaviour() {
              @Override
              public void received(RecordedExchange exchange, int bytes) {
                exchange.reply(200, "early");
              }
            });
    try (H1Front quick = H1Front.of(acceptor);
        RawSocket client = quick.connect()) {
      client.send(
          "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
              .concat("5\r\nhello\r\nx0\r\n\r\n" + GET));
      assertThat(client.response().body()).isEqualTo("early");
      assertThat(client.takeAll()).isEmpty();
    }
  }

  @Test
  void aMalformedBodyIsAnsweredWhileThatIsPossible() throws Exception {
    String head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    try (RawSocket client = front.connect()) {
      client.send(head + "x\r\n");
      assertThat(client.response().status()).isEqualTo(400);
      assertThat(front.acceptor().next().end()).isEqualTo("bad-request");
    }
    try (RawSocket client = front.connect()) {
      client.send(head);
      RecordedExchange exchange = front.acceptor().next();
      front.loop().run(() -> respond(exchange, response(200, Head.UNKNOWN_LENGTH), false));
      assertThat(client.responseHead().status()).isEqualTo(200);
      client.send("x\r\n");
      assertThat(client.takeAll()).isEmpty();
      assertThat(exchange.end()).isEqualTo("bad-request");
    }
  }

  @Test
  void aDiscardedBodyIsNotHeardOf() throws Exception {
    try (RawSocket client = front.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhello");
      RecordedExchange exchange = front.acceptor().next();
      front.loop().until(() -> exchange.body().equals("hello"));
      front.loop().run(exchange.client()::discard);
      client.send("world" + GET);
      front.loop().run(() -> exchange.reply(200, "done"));
      assertThat(client.response().body()).isEqualTo("done");
      assertThat(front.acceptor().next().head()).startsWith("GET");
      assertThat(exchange.body()).isEqualTo("hello");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GET",
        "GET / HTTP/1.1\r\nHost: a\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HT",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX",
        "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"
      })
  void aClientMayLeaveAtAnyStep(String begun) throws Exception {
    for (boolean resets : new boolean[] {false, true}) {
      try (H1Front own = H1Front.of(RecordingAcceptor.silent());
          RawSocket client = own.connect()) {
        client.send(begun);
        boolean exchange = begun.contains("\r\n\r\n");
        Optional<RecordedExchange> recorded =
            exchange ? Optional.of(own.acceptor().next()) : Optional.empty();
        if (resets) {
          client.reset();
        } else {
          client.finish();
        }
        if (recorded.isPresent()) {
          assertThat(recorded.get().end()).isEqualTo("client-gone");
        }
        own.loop().untilConnected(0);
      }
    }
  }

  @Test
  void aClientMayLeaveInTheMiddleOfItsResponse() throws Exception {
    try (RawSocket client = front.connect()) {
      client.send(GET);
      RecordedExchange exchange = front.acceptor().next();
      front
          .loop()
          .run(() -> {
            respond(exchange, response(200, Head.UNKNOWN_LENGTH), false);
            exchange.client().data(bytes("x".repeat(100_000)), false);
          });
      client.takeUntil("xxx");
      client.reset();
      assertThat(exchange.end()).isEqualTo("client-gone");
      front.loop().run(() -> exchange.client().data(bytes("more"), true));
    }
  }

  @Test
  void aBugEndsItsConnectionAlone() throws Exception {
    RecordingAcceptor acceptor =
        new RecordingAcceptor(
            new RecordedExchange.Behaviour() {
              @Override
              public void whole(RecordedExchange exchange) {
                if (exchange.body().equals("bug")) {
                  throw new IllegalStateException("a bug");
                }
                exchange.echo();
              }
            });
    try (H1Front own = H1Front.of(acceptor);
        RawSocket other = own.connect();
        RawSocket client = own.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nbug");
      assertThat(acceptor.next().end()).isEqualTo("internal");
      assertThat(client.takeAll()).isEmpty();
      other.send(GET);
      assertThat(other.response().status()).isEqualTo(200);
    }
  }
}
