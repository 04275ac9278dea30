package io.naru.proxy.listen;

import static io.naru.proxy.testkit.Tables.host;
import static io.naru.proxy.testkit.Tables.over;
import static io.naru.proxy.testkit.Tables.policies;
import static io.naru.proxy.testkit.Tables.prefix;
import static io.naru.proxy.testkit.Tables.under;
import static io.naru.proxy.testkit.Tables.upstream;
import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.buffer.BufferBudget;
import io.naru.proxy.policy.Policies;
import io.naru.proxy.policy.Timeouts;
import io.naru.proxy.testkit.BufferGauge;
import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.ProxyFixture;
import io.naru.proxy.testkit.RawSocket;
import io.naru.proxy.testkit.peer.Answer;
import io.naru.proxy.testkit.peer.Ask;
import io.naru.proxy.testkit.peer.Client;
import io.naru.proxy.testkit.peer.Got;
import io.naru.proxy.testkit.peer.Http1Client;
import io.naru.proxy.testkit.peer.Http1Endpoint;
import io.naru.proxy.testkit.peer.Http1Wire;
import io.naru.proxy.testkit.peer.Http2Client;
import io.naru.proxy.testkit.peer.Http2Exchange;
import io.naru.proxy.testkit.peer.Seen;
import io.naru.tls.select.UpstreamTls;
import io.netty.handler.codec.http2.Http2Error;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What all connections hold together has an end, and what is there already goes on behind it. */
@ExtendWith(LeakGate.class)
class BufferBudgetIT {
  private static final int LIMIT = 1 << 20;

  /** Beyond it nothing is held that was not read already. */
  private static final long EXCESS = LIMIT + LIMIT / 4;

  private static final int MOST_CLIENTS = 200;
  private static final String BLOCK = "0123456789abcdef".repeat(4096);
  private static final Policies PATIENT =
      policies(
          new Timeouts(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(60)));
  private static final Policies HASTY =
      policies(
          new Timeouts(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofMillis(100)));

  private final BufferBudget buffers = new BufferBudget(LIMIT, 1);
  private final BufferGauge gauge = new BufferGauge(buffers);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final List<RawSocket> slow = new ArrayList<>();
  private ProxyFixture proxy;
  private Http1Endpoint echo;
  private Http1Endpoint endless;
  private Http1Endpoint late;
  private Http1Endpoint silent;
  private Http1Endpoint cut;

  @BeforeEach
  void start() throws Exception {
    proxy = ProxyFixture.oneLoop(buffers, gauge);
    echo = Http1Endpoint.answering(Answer::echo);
    endless = Http1Endpoint.scripted(BufferBudgetIT::answerWithoutEnd);
    late = Http1Endpoint.scripted(this::readLate);
    silent = Http1Endpoint.scripted(_ -> goOn.await());
    cut = Http1Endpoint.scripted(BufferBudgetIT::cut);
    proxy.publish(
        List.of(
            host(
                "a.test",
                under(PATIENT, prefix("/endless", "endless")),
                under(PATIENT, prefix("/late", "late")),
                under(PATIENT, prefix("/silent", "silent")),
                under(HASTY, prefix("/hasty", "hasty")),
                under(PATIENT, prefix("/cut", "cut")),
                under(PATIENT, prefix("/", "echo")))),
        upstream("echo", echo.endpoint()),
        upstream("endless", endless.endpoint()),
        upstream("late", late.endpoint()),
        over(UpstreamTls.DEFAULT, upstream("silent", silent.endpoint())),
        upstream("hasty", silent.endpoint()),
        upstream("cut", cut.endpoint()));
    try (Http1Client first = proxy.http1()) {
      assertThat(first.send(Ask.get("a.test", "/")).status()).isEqualTo(200);
    }
  }

  @AfterEach
  void stop() throws Exception {
    goOn.countDown();
    leave();
    for (Http1Endpoint endpoint : List.of(echo, endless, late, silent, cut)) {
      endpoint.close();
    }
    proxy.close();
  }

  private static void answerWithoutEnd(Http1Wire wire) throws IOException {
    Http1Endpoint.read(wire);
    wire.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    while (true) {
      wire.write(Integer.toHexString(BLOCK.length()) + "\r\n" + BLOCK + "\r\n");
    }
  }

  private void readLate(Http1Wire wire) throws IOException, InterruptedException {
    wire.socket().setReceiveBufferSize(BLOCK.length());
    goOn.await();
    Seen request = Http1Endpoint.read(wire);
    Http1Endpoint.write(wire, "POST", Answer.ok(Integer.toString(request.body().length())));
  }

  private static void cut(Http1Wire wire) throws IOException {
    Http1Wire.Start head = wire.readStart();
    if (head.word(0).equals("GET")) {
      wire.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n" + BLOCK);
    }
    wire.reset();
  }

  private static boolean isRefused(Got got) {
    return got.status() == 503;
  }

  /** Clients that ask for much and read nothing come, until the asker is refused. */
  private Got fill(Client asker) throws IOException {
    Got got = asker.send(Ask.get("a.test", "/"));
    while (!isRefused(got)) {
      assertThat(slow.size()).as("slow readers").isLessThan(MOST_CLIENTS);
      slow.add(
          RawSocket.connect(proxy.port(), 4096)
              .send("GET /endless HTTP/1.1\r\nHost: a.test\r\n\r\n"));
      long held = gauge.settled();
      assertThat(held).isLessThan(EXCESS);
      got = asker.send(Ask.get("a.test", "/"));
    }
    return got;
  }

  private void leave() throws IOException {
    for (RawSocket client : slow) {
      client.close();
    }
    slow.clear();
  }

  @Test
  void slowReadersStayWithinTheBudgetAndOthersAreToldToComeAgain() throws Exception {
    try (Http1Client one = proxy.http1();
        Http2Client two = proxy.http2()) {
      Got refused = fill(one);
      assertThat(refused.fields().value("retry-after")).isEqualTo("1");
      assertThat(slow.size()).as("each took less than the one before").isGreaterThan(8);
      assertThat(two.send(Ask.post("a.test", "/", "x")).status()).isEqualTo(503);
      Got grpc = two.send(Ask.post("a.test", "/", "x").with("content-type", "application/grpc"));
      assertThat(grpc.status()).isEqualTo(200);
      assertThat(grpc.fields().value("grpc-status")).isEqualTo("14");
      leave();
      gauge.untilAtMost(0);
      assertThat(one.send(Ask.get("a.test", "/")).status()).isEqualTo(200);
      assertThat(two.send(Ask.post("a.test", "/", "x")).body()).isEqualTo("x");
    }
  }

  @Test
  void aHeadThatIsNotWholeIsNoLongerWaitedForOverTheBudget() throws Exception {
    try (Http1Client one = proxy.http1();
        RawSocket half = RawSocket.connect(proxy.port())) {
      fill(one);
      half.send("GET / HTTP/1.1\r\nHost: a.test\r\n");
      assertThat(half.response().status()).isEqualTo(503);
      assertThat(half.end()).isEqualTo(RawSocket.End.FIN);
    }
  }

  @Test
  void anUploadThatHasBegunGoesOnOverTheBudget() throws Exception {
    try (Http1Client one = proxy.http1();
        Http1Client two = proxy.http1()) {
      two.sendHead(Ask.post("a.test", "/", BLOCK.repeat(8)));
      two.wire().write(BLOCK);
      // the first block is kept for another attempt, in whatever sizes it was read
      gauge.untilAtMost(2L * BLOCK.length());
      fill(one);
      for (int i = 1; i < 8; i++) {
        two.wire().write(BLOCK);
      }
      assertThat(two.receive("POST").body().length()).isEqualTo(8 * BLOCK.length());
    }
  }

  @Test
  void anUploadThatNobodyTakesIsNotReadOverTheBudgetAndGoesOnWhenItIsTaken() throws Exception {
    int blocks = 200;
    try (Http1Client one = proxy.http1();
        Http1Client two = proxy.http1()) {
      two.sendHead(Ask.post("a.test", "/late", BLOCK.repeat(blocks)));
      int sent = 0;
      while (gauge.settled() == 0 || sent < 2) {
        two.wire().write(BLOCK);
        sent++;
      }
      fill(one);
      long before = gauge.settled();
      int left = blocks - sent;
      Thread rest = Thread.startVirtualThread(() -> write(two, left));
      // of the megabytes that are left, no more than what was being read
      assertThat(gauge.settled()).isLessThan(before + BLOCK.length());
      goOn.countDown();
      rest.join();
      assertThat(two.receive("POST").body()).isEqualTo(Integer.toString(blocks * BLOCK.length()));
    }
  }

  private static void write(Http1Client client, int blocks) {
    try {
      for (int i = 0; i < blocks; i++) {
        client.wire().write(BLOCK);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatStreamsMaySendWhateverIsHeldEndsThemBeforeItEndsTheProcess() throws Exception {
    String body = BLOCK.substring(0, 60_000);
    try (Http2Client client = proxy.http2()) {
      List<Http2Exchange> uploads =
          IntStream.range(0, 100)
              .mapToObj(_ -> client.open(Ask.post("a.test", "/silent", body)))
              .toList();
      assertThat(client.send(Ask.get("a.test", "/")).status()).isEqualTo(200);
      uploads.forEach(upload -> upload.data(body.substring(1), false));
      assertThat(gauge.settled()).isLessThan(EXCESS + 256 * 1024);
      assertThat(
              uploads.stream()
                  .filter(each -> each.status().isDone())
                  .map(each -> each.status().join()))
          .isNotEmpty()
          .containsOnly(503);
      uploads.forEach(each -> each.reset(Http2Error.CANCEL));
      gauge.untilAtMost(0);
      assertThat(client.send(Ask.get("a.test", "/")).status()).isEqualTo(200);
    }
  }

  @Test
  void aClientThatTakesNoAnswersGetsNoMoreWhileOthersDo() throws Exception {
    try (Http2Client greedy = proxy.http2();
        Http2Client other = proxy.http2()) {
      int status = 200;
      for (int i = 0; i < 100 && status == 200; i++) {
        Http2Exchange next = greedy.start(Ask.get("a.test", "/endless"));
        next.stall();
        status = next.status().get();
        assertThat(gauge.settled()).isLessThan(LIMIT);
      }
      assertThat(status).isEqualTo(503);
      assertThat(other.send(Ask.post("a.test", "/", "x")).body()).isEqualTo("x");
    }
  }

  enum Who {
    HTTP1,
    HTTPS1,
    HTTP2,
    HTTPS2
  }

  private Client client(Who who) throws IOException {
    return switch (who) {
      case HTTP1 -> proxy.http1();
      case HTTPS1 -> proxy.https1();
      case HTTP2 -> proxy.http2();
      case HTTPS2 -> proxy.https2();
    };
  }

  /** Begins a request whose body, if it has one, comes in part; whether more is read is open. */
  private static void begin(Client client, Ask ask) throws IOException {
    String part = ask.body().substring(0, ask.body().length() / 2);
    if (client instanceof Http2Client two) {
      Http2Exchange exchange = two.open(ask);
      exchange.stall();
      if (!part.isEmpty()) {
        exchange.data(part, false);
      }
    } else if (client instanceof Http1Client one) {
      one.sendHead(ask);
      one.wire().write(part);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsHeldAfterAnExchangeThatIsComplete(Who who) throws Exception {
    try (Client client = client(who)) {
      assertThat(client.send(Ask.post("a.test", "/", BLOCK)).body()).isEqualTo(BLOCK);
      gauge.untilAtMost(0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsHeldWhenTheClientIsGone(Who who) throws Exception {
    for (String target : List.of("/late", "/silent", "/endless", "/hasty")) {
      try (Client client = client(who)) {
        begin(client, Ask.post("a.test", target, BLOCK));
        gauge.settled();
      }
      gauge.untilAtMost(0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsHeldWhenTheEndpointIsGone(Who who) throws Exception {
    for (Ask ask : List.of(Ask.get("a.test", "/cut"), Ask.post("a.test", "/cut", BLOCK))) {
      try (Client client = client(who)) {
        begin(client, ask);
        gauge.untilAtMost(0);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsHeldAfterATimeout(Who who) throws Exception {
    try (Client client = client(who)) {
      assertThat(client.send(Ask.post("a.test", "/hasty", "x".repeat(1000))).status())
          .isEqualTo(504);
      gauge.untilAtMost(0);
    }
  }
}
