package io.naru.proxy.h1;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Head;
import io.naru.proxy.head.HeadEdits;
import io.naru.proxy.testkit.H1Front;
import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.RawResponse;
import io.naru.proxy.testkit.RawSocket;
import io.naru.proxy.testkit.RecordedExchange;
import io.naru.proxy.testkit.RecordingAcceptor;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client's connection that drains, in a time that is moved by hand. */
@ExtendWith(LeakGate.class)
class H1DrainIT {
  private static final Duration LAST_CALL = Duration.ofSeconds(1);
  private static final Duration LATE = Duration.ofMillis(300);
  private static final Duration MOMENT = Duration.ofMillis(100);
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

  @AutoClose private final H1Front front = H1Front.of(RecordingAcceptor.silent());

  private void drain() {
    front.loop().run(() -> front.connection(0).drain());
  }

  private RawResponse ask(RawSocket client) throws Exception {
    client.send(GET);
    RecordedExchange exchange = front.acceptor().next();
    front.loop().run(() -> exchange.reply(200, "ok"));
    return client.response();
  }

  private RecordedExchange begin(RawSocket client, String request, long length) throws Exception {
    client.send(request);
    RecordedExchange exchange = front.acceptor().next();
    Head head = new Head();
    head.status(200);
    head.contentLength(length);
    front
        .loop()
        .run(() -> {
          exchange.client().head(head, new HeadEdits(), false);
          exchange.client().data(Unpooled.copiedBuffer("half", StandardCharsets.US_ASCII), false);
        });
    assertThat(client.takeUntil("half")).doesNotContain("close");
    return exchange;
  }

  private void finish(RecordedExchange exchange) {
    front
        .loop()
        .run(() ->
            exchange.client().data(Unpooled.copiedBuffer("half", StandardCharsets.US_ASCII), true));
  }

  @Test
  void anIdleConnectionIsOpenForASecondAndEndsWithFin() throws Exception {
    try (RawSocket client = front.connect()) {
      assertThat(ask(client).field("connection")).isEmpty();
      drain();
      front.loop().advance(LAST_CALL.minus(MOMENT));
      front.loop().untilConnected(1);
      front.loop().advance(MOMENT.plus(LATE));
      assertThat(client.end()).isEqualTo(RawSocket.End.FIN);
    }
  }

  @Test
  void aRequestWithinThatSecondIsAnsweredAndTheLast() throws Exception {
    try (RawSocket client = front.connect()) {
      ask(client);
      drain();
      front.loop().advance(LAST_CALL.minus(MOMENT));
      assertThat(ask(client).field("connection")).contains("close");
      assertThat(client.end()).isEqualTo(RawSocket.End.FIN);
      assertThat(front.acceptor().pollRefusal()).isEmpty();
    }
  }

  @Test
  void aRequestThatMissesItIsReadAndRefused() throws Exception {
    try (RawSocket client = front.connect()) {
      ask(client);
      drain();
      front.loop().advance(LAST_CALL.plus(LATE));
      client.send(GET).send(GET);
      assertThat(client.end()).as("no reset for unread bytes").isEqualTo(RawSocket.End.FIN);
      assertThat(front.acceptor().nextRefusal()).isEqualTo(Fault.Refusal.SHUTTING_DOWN);
      front.loop().untilRead(client);
      assertThat(front.acceptor().pollRefusal()).as("counted once").isEmpty();
    }
  }

  @Test
  void aHeadThatHasBegunIsAwaited() throws Exception {
    try (RawSocket client = front.connect()) {
      ask(client);
      client.send("GET / HT");
      front.loop().untilRead(client);
      drain();
      front.loop().advance(Duration.ofSeconds(30));
      client.send("TP/1.1\r\nHost: a\r\n\r\n");
      RecordedExchange exchange = front.acceptor().next();
      front.loop().run(() -> exchange.reply(200, "ok"));
      assertThat(client.response().field("connection")).contains("close");
    }
  }

  /** The head went out before, and says that the connection goes on. */
  @Test
  void behindAnAnswerUnderWayOneMoreRequestIsServed() throws Exception {
    try (RawSocket client = front.connect()) {
      RecordedExchange exchange = begin(client, GET, 8);
      drain();
      front.loop().advance(Duration.ofMinutes(2));
      finish(exchange);
      assertThat(client.take(4)).isEqualTo("half");
      assertThat(ask(client).field("connection")).contains("close");
    }
  }

  @Test
  void behindAnAnswerUnderWayASecondIsWaitedForOne() throws Exception {
    try (RawSocket client = front.connect()) {
      RecordedExchange exchange = begin(client, GET, 8);
      drain();
      finish(exchange);
      assertThat(client.take(4)).isEqualTo("half");
      front.loop().advance(LAST_CALL.plus(LATE));
      assertThat(client.end()).isEqualTo(RawSocket.End.FIN);
    }
  }

  @Test
  void whatIsCutTellsItsExchange() throws Exception {
    try (RawSocket client = front.connect()) {
      RecordedExchange exchange = begin(client, GET, 8);
      front.loop().run(() -> front.connection(0).cut());
      assertThat(exchange.end()).isEqualTo("shutting-down");
      assertThat(client.end()).isEqualTo(RawSocket.End.FIN);
    }
  }

  @Test
  void anAnswerThatEndsWithItsConnectionIsCutWithAReset() throws Exception {
    try (RawSocket client = front.connect()) {
      client.send("GET / HTTP/1.0\r\nHost: a\r\n\r\n");
      RecordedExchange exchange = front.acceptor().next();
      Head head = new Head();
      head.status(200);
      head.contentLength(Head.UNKNOWN_LENGTH);
      front.loop().run(() -> exchange.client().head(head, new HeadEdits(), false));
      client.takeUntil("\r\n\r\n");
      front.loop().run(() -> front.connection(0).cut());
      assertThat(client.end()).isEqualTo(RawSocket.End.RESET);
    }
  }
}
