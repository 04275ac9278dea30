package io.naru.proxy.h1;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.fault.Fault;
import io.naru.proxy.head.Head;
import io.naru.proxy.head.HeadEdits;
import io.naru.proxy.testkit.H1Front;
import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.RawSocket;
import io.naru.proxy.testkit.RecordedExchange;
import io.naru.proxy.testkit.RecordingAcceptor;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How long a client may be silent, or take nothing; in a time that is moved by hand. */
@ExtendWith(LeakGate.class)
class H1TimeoutsIT {
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final Duration HEAD_TIME = Duration.ofSeconds(20);
  private static final Duration BODY_PAUSE = Duration.ofSeconds(30);
  private static final Duration SEND_PAUSE = Duration.ofSeconds(5);
  private static final Duration LATE = Duration.ofMillis(300);
  private static final Duration MOMENT = Duration.ofMillis(100);
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n";

  @AutoClose
  private final H1Front front =
      new H1Front(
          RecordingAcceptor.silent(),
          new H1Limits(8192, 32768, 100, 1000, IDLE, HEAD_TIME, BODY_PAUSE, SEND_PAUSE));

  private void untilJustBefore(Duration time) {
    front.loop().advance(time.minus(MOMENT));
  }

  private void untilAfter() {
    front.loop().advance(MOMENT.plus(LATE));
  }

  private static Head streaming() {
    Head head = new Head();
    head.status(200);
    head.contentLength(Head.UNKNOWN_LENGTH);
    return head;
  }

  private RecordedExchange answered(RawSocket client) throws Exception {
    client.send(GET);
    RecordedExchange exchange = front.acceptor().next();
    front.loop().run(() -> exchange.reply(200, "ok"));
    assertThat(client.response().body()).isEqualTo("ok");
    return exchange;
  }

  @Test
  void aClientThatSendsNothingIsClosedAfterTheHeadsTime() throws Exception {
    try (RawSocket client = front.connect()) {
      front.loop().untilConnected(1);
      untilJustBefore(HEAD_TIME);
      front.loop().untilConnected(1);
      untilAfter();
      assertThat(client.end()).isEqualTo(RawSocket.End.FIN);
      assertThat(front.acceptor().pollRefusal()).isEmpty();
    }
  }

  @Test
  void aHeadThatTakesTooLongIsClosedWithoutAnswerAndCounted() throws Exception {
    try (RawSocket client = front.connect()) {
      client.send("GET / HTTP/1.1\r\nHo");
      front.loop().untilRead(client);
      untilJustBefore(HEAD_TIME);
      client.send("st: a\r\nX:");
      front.loop().untilRead(client);
      untilAfter();
      assertThat(client.takeAll()).isEmpty();
      assertThat(front.acceptor().nextRefusal()).isEqualTo(Fault.Client.HEAD_TIMEOUT);
    }
  }

  @Test
  void anIdleConnectionIsClosed() throws Exception {
    try (RawSocket client = front.connect()) {
      answered(client);
      untilJustBefore(IDLE);
      answered(client);
      untilJustBefore(IDLE);
      front.loop().untilConnected(1);
      untilAfter();
      assertThat(client.end()).isEqualTo(RawSocket.End.FIN);
      assertThat(front.acceptor().pollRefusal()).isEmpty();
    }
  }

  @Test
  void aHeadThatBeganInTimeHasItsOwnTime() throws Exception {
    try (RawSocket client = front.connect()) {
      answered(client);
      untilJustBefore(IDLE);
      client.send("GET");
      front.loop().untilRead(client);
      untilJustBefore(HEAD_TIME);
      client.send(" / HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(front.acceptor().next().head()).startsWith("GET / a");
    }
  }

  @Test
  void aResponseMayTakeAnyTime() throws Exception {
    try (RawSocket client = front.connect()) {
      client.send(GET);
      RecordedExchange exchange = front.acceptor().next();
      front.loop().advance(Duration.ofHours(1));
      front.loop().run(() -> exchange.reply(200, "late"));
      assertThat(client.response().body()).isEqualTo("late");
    }
  }

  @Test
  void aBodyMayPauseAsLongAsEachPauseIsShort() throws Exception {
    try (RawSocket client = front.connect()) {
      client.send(POST);
      RecordedExchange exchange = front.acceptor().next();
      for (int i = 0; i < 3; i++) {
        untilJustBefore(BODY_PAUSE);
        client.send("x");
        int read = i + 1;
        front.loop().until(() -> exchange.body().length() == read);
      }
      untilJustBefore(BODY_PAUSE);
      assertThat(exchange.isOver()).isFalse();
      untilAfter();
      assertThat(exchange.end()).isEqualTo("client-body-timeout");
      assertThat(client.takeAll()).isEmpty();
    }
  }

  @Test
  void aClientThatNobodyAskedForItsBodyIsNotToBlame() throws Exception {
    try (RawSocket client = front.connect()) {
      client.send(POST.replace("Content", "Expect: 100-continue\r\nContent"));
      RecordedExchange exchange = front.acceptor().next();
      front.loop().advance(BODY_PAUSE.multipliedBy(3));
      assertThat(exchange.isOver()).isFalse();
      front.loop().run(() -> exchange.client().grant(0));
      untilJustBefore(BODY_PAUSE);
      assertThat(exchange.isOver()).isFalse();
      untilAfter();
      assertThat(exchange.end()).isEqualTo("client-body-timeout");
    }
  }

  /** The window is spent: what does not arrive was not asked for. */
  @Test
  void aPausedClientHasItsWholePauseOnceItIsAskedAgain() throws Exception {
    RecordingAcceptor hungry =
        new RecordingAcceptor(
            new RecordedExchange.Behaviour() {
              @Override
              public void received(RecordedExchange exchange, int bytes) {}
            });
    H1Limits limits = new H1Limits(8192, 32768, 9, 1000, IDLE, HEAD_TIME, BODY_PAUSE, SEND_PAUSE);
    try (H1Front own = new H1Front(hungry, limits);
        RawSocket client = own.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999\r\n\r\n" + "x".repeat(1000));
      RecordedExchange exchange = hungry.next();
      own.loop().untilPaused();
      own.loop().advance(BODY_PAUSE.multipliedBy(2).minus(MOMENT));
      own.loop().run(() -> exchange.client().grant(1000));
      own.loop().advance(BODY_PAUSE.minus(MOMENT));
      assertThat(exchange.isOver()).isFalse();
      own.loop().advance(MOMENT.plus(LATE));
      assertThat(exchange.end()).isEqualTo("client-body-timeout");
    }
  }

  /** What the sockets take at first is progress too. */
  @Test
  void aClientThatTakesNothingIsCut() throws Exception {
    try (RawSocket client = front.connect(4096)) {
      client.send(GET);
      RecordedExchange exchange = front.acceptor().next();
      stall(exchange);
      front.loop().advance(SEND_PAUSE.minus(MOMENT));
      assertThat(exchange.isOver()).isFalse();
      front.loop().advance(SEND_PAUSE.plus(MOMENT).plus(LATE.multipliedBy(2)));
      assertThat(exchange.end()).isEqualTo("client-send-timeout");
    }
  }

  @Test
  void aClientThatTakesSomethingHasAnotherPause() throws Exception {
    try (RawSocket client = front.connect(4096)) {
      client.send(GET);
      RecordedExchange exchange = front.acceptor().next();
      stall(exchange);
      for (int i = 0; i < 4; i++) {
        front.loop().advance(SEND_PAUSE.plus(LATE));
        assertThat(exchange.isOver()).isFalse();
        long before = front.loop().unsent();
        client.take(2_000_000);
        front.loop().until(() -> front.loop().unsent() < before);
      }
      front.loop().advance(SEND_PAUSE.plus(LATE).multipliedBy(2));
      assertThat(exchange.end()).isEqualTo("client-send-timeout");
    }
  }

  /** Writes more than the sockets between us and a stalled client can hold. */
  private void stall(RecordedExchange exchange) {
    front
        .loop()
        .run(() -> {
          exchange.client().head(streaming(), new HeadEdits(), false);
          exchange.client().data(Unpooled.wrappedBuffer(new byte[16 * 1024 * 1024]), false);
        });
    front.loop().until(() -> front.loop().unsent() > 0);
  }

  @Test
  void aClientThatIsSlowToTakeTheLastResponseGetsAllOfIt() throws Exception {
    int size = 16 * 1024 * 1024;
    try (RawSocket client = front.connect(4096)) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      RecordedExchange exchange = front.acceptor().next();
      front
          .loop()
          .run(() -> {
            Head head = streaming();
            head.contentLength(size);
            exchange.client().head(head, new HeadEdits(), false);
            exchange.client().data(Unpooled.wrappedBuffer(new byte[size]), true);
          });
      front.loop().advance(SEND_PAUSE.minus(MOMENT));
      assertThat(client.response().body()).hasSize(size);
      assertThat(client.end()).isEqualTo(RawSocket.End.FIN);
    }
  }

  @Test
  void theLastResponseWaitsForItsClientsEndForAWhile() throws Exception {
    try (RawSocket client = front.connect()) {
      client.send("GET / HTTP/1.1\r\n\r\n");
      assertThat(client.response().status()).isEqualTo(400);
      for (int i = 0; i < 4; i++) {
        front.loop().advance(Duration.ofSeconds(4));
        client.send("more");
        front.loop().untilRead(client);
        front.loop().untilConnected(1);
      }
      front.loop().advance(Duration.ofSeconds(5).plus(LATE));
      front.loop().untilConnected(0);
    }
  }

  @Test
  void aClientThatNeverEndsIsClosedInTheEnd() throws Exception {
    try (RawSocket client = front.connect()) {
      client.send("GET / HTTP/1.1\r\n\r\n");
      assertThat(client.response().status()).isEqualTo(400);
      for (int i = 0; i < 8; i++) {
        front.loop().advance(Duration.ofSeconds(4));
        if (i < 7) {
          client.send("more");
          front.loop().untilRead(client);
        }
      }
      front.loop().untilConnected(0);
    }
  }
}
