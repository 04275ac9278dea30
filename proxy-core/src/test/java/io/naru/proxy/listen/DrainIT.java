package io.naru.proxy.listen;

import static io.naru.proxy.testkit.Tables.host;
import static io.naru.proxy.testkit.Tables.prefix;
import static io.naru.proxy.testkit.Tables.route;
import static io.naru.proxy.testkit.Tables.upstream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.naru.proxy.exchange.Exchange;
import io.naru.proxy.exchange.ExchangeTotals;
import io.naru.proxy.filter.Filter;
import io.naru.proxy.filter.Phase;
import io.naru.proxy.filter.Verdict;
import io.naru.proxy.match.PathMatch;
import io.naru.proxy.route.Route;
import io.naru.proxy.route.RouteAction;
import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.ProxyFixture;
import io.naru.proxy.testkit.RawResponse;
import io.naru.proxy.testkit.RawSocket;
import io.naru.proxy.testkit.peer.Ask;
import io.naru.proxy.testkit.peer.Http1Client;
import io.naru.proxy.testkit.peer.Http1Endpoint;
import io.naru.proxy.testkit.peer.Http1Wire;
import io.naru.proxy.testkit.peer.Http2Client;
import io.naru.proxy.testkit.peer.Http2Exchange;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The process is told to end while clients are served: no request is lost. */
@ExtendWith(LeakGate.class)
class DrainIT {
  private static final Duration LONG = Duration.ofMinutes(4);
  private static final DrainTimes AT_ONCE = new DrainTimes(Duration.ZERO, LONG);
  private static final String GET = "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n";

  private final Semaphore asked = new Semaphore(0);
  private final Semaphore begun = new Semaphore(0);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private Http1Endpoint endpoint;
  private ProxyFixture proxy;

  /** Answers with the target's path, the second half of it when the test lets it go on. */
  private void answer(Http1Wire wire) throws IOException, InterruptedException {
    while (true) {
      Http1Wire.Start head = wire.readStart();
      asked.release();
      String body = wire.readBody(head).text();
      switch (head.word(1)) {
        case "/length" -> halves(wire, "Content-Length: 8\r\n\r\n", "half", "half");
        case "/chunked" ->
            halves(
                wire,
                "Transfer-Encoding: chunked\r\n\r\n",
                "4\r\nhalf\r\n",
                "4\r\nhalf\r\n0\r\n\r\n");
        case "/close" -> {
          halves(wire, "\r\n", "half", "half");
          return;
        }
        default ->
            wire.write("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
      }
    }
  }

  private void halves(Http1Wire wire, String framing, String first, String second)
      throws IOException, InterruptedException {
    wire.write("HTTP/1.1 200 OK\r\n" + framing + first);
    begun.release();
    goOn.await();
    wire.write(second);
  }

  @BeforeEach
  void start() throws Exception {
    endpoint = Http1Endpoint.scripted(this::answer);
    serve(ProxyFixture.start());
  }

  private void serve(ProxyFixture fixture) {
    proxy = fixture;
    Route health = route(new PathMatch.Exact("/health"), new RouteAction.SayHealthy());
    proxy.publish(
        List.of(host("a.test", health, prefix("/", "u"))), upstream("u", endpoint.endpoint()));
  }

  @AfterEach
  void stop() throws Exception {
    goOn.countDown();
    proxy.close();
    endpoint.close();
  }

  private static void await(Semaphore semaphore) throws InterruptedException {
    assertThat(semaphore.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
  }

  private static CompletableFuture<DrainReport> end(Drain drain) {
    CompletableFuture<DrainReport> end = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            end.complete(drain.await());
          } catch (InterruptedException e) {
            end.completeExceptionally(e);
          }
        });
    return end;
  }

  private static DrainReport report(CompletableFuture<DrainReport> end) throws Exception {
    DrainReport report = end.get(20, TimeUnit.SECONDS);
    ExchangeTotals since = report.since();
    assertThat(report.open() + since.begun() + since.refused())
        .as(report.text())
        .isEqualTo(since.completed() + since.brokenOff() + since.cut() + since.refused());
    return report;
  }

  /** Waits until no listener takes a connection. */
  private void awaitClosed() throws InterruptedException {
    boolean open = true;
    while (open) {
      try (RawSocket _ = RawSocket.connect(proxy.port())) {
        Thread.onSpinWait();
      } catch (IOException _) {
        open = false;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/length", "/chunked", "/close"})
  void anAnswerUnderWayEndsWhole(String target) throws Exception {
    try (Http1Client client = proxy.http1()) {
      client.sendHead(Ask.get("a.test", target));
      await(begun);
      CompletableFuture<DrainReport> end = end(proxy.server().drain(AT_ONCE));
      awaitClosed();
      assertThat(end).isNotDone();
      goOn.countDown();
      assertThat(client.receive("GET").body()).isEqualTo("halfhalf");
      client.wire().socket().shutdownOutput();
      DrainReport report = report(end);
      assertThat(report.open()).isEqualTo(1);
      assertThat(report.since().completed()).isEqualTo(1);
    }
  }

  @Test
  void anUploadInTheMiddleEndsWhole() throws Exception {
    try (RawSocket client = RawSocket.connect(proxy.port())) {
      client.send("POST /echo HTTP/1.1\r\nHost: a.test\r\nContent-Length: 8\r\n\r\nhalf");
      await(asked);
      CompletableFuture<DrainReport> end = end(proxy.server().drain(AT_ONCE));
      awaitClosed();
      client.send("half");
      RawResponse response = client.response();
      assertThat(response.body()).isEqualTo("halfhalf");
      assertThat(response.field("connection")).contains("close");
      assertThat(client.end()).isEqualTo(RawSocket.End.FIN);
      client.finish();
      assertThat(report(end).since().completed()).isEqualTo(1);
    }
  }

  @Test
  void aStreamOfHttp2EndsWhole() throws Exception {
    try (Http2Client client = proxy.https2()) {
      Http2Exchange slow = client.start(Ask.get("a.test", "/length"));
      await(begun);
      CompletableFuture<DrainReport> end = end(proxy.server().drain(AT_ONCE));
      awaitClosed();
      goOn.countDown();
      assertThat(Http2Client.await(slow).body()).isEqualTo("halfhalf");
      client.connection().closeFuture().await(10, TimeUnit.SECONDS);
      assertThat(report(end).since().completed()).isEqualTo(1);
    }
  }

  @Test
  void anIdleClientsNextRequestIsAnsweredAndToldToBeTheLast() throws Exception {
    try (RawSocket client = RawSocket.connect(proxy.port())) {
      client.send(GET);
      assertThat(client.response().field("connection")).isEmpty();
      CompletableFuture<DrainReport> end = end(proxy.server().drain(AT_ONCE));
      awaitClosed();
      client.send(GET);
      RawResponse last = client.response();
      assertThat(last.status()).isEqualTo(200);
      assertThat(last.field("connection")).contains("close");
      client.finish();
      DrainReport report = report(end);
      assertThat(report.open()).isZero();
      assertThat(report.since().begun()).isEqualTo(1);
      assertThat(report.connections().idle()).isPositive();
    }
  }

  @Test
  void clientsThatAskForNothingAreLeftSoon() throws Exception {
    try (RawSocket idle = RawSocket.connect(proxy.port());
        RawSocket silent = RawSocket.connect(proxy.port());
        RawSocket silentTls = RawSocket.connect(proxy.securePort());
        Http2Client http2 = proxy.http2()) {
      idle.send(GET).response();
      assertThat(http2.send(Ask.get("a.test", "/")).status()).isEqualTo(200);
      CompletableFuture<DrainReport> end = end(proxy.server().drain(AT_ONCE));
      assertThat(idle.end()).isEqualTo(RawSocket.End.FIN);
      assertThat(silent.end()).isEqualTo(RawSocket.End.FIN);
      assertThat(silentTls.end()).isEqualTo(RawSocket.End.FIN);
      assertThat(http2.connection().closeFuture().await(10, TimeUnit.SECONDS)).isTrue();
      idle.finish();
      assertThat(report(end).since()).isEqualTo(ExchangeTotals.NONE);
    }
  }

  @Test
  void withoutAClientTheEndIsAtOnce() throws Exception {
    long began = System.nanoTime();
    DrainReport report = report(end(proxy.server().drain(AT_ONCE)));
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(900));
    assertThat(report).isEqualTo(DrainReport.NOTHING);
  }

  @Test
  void duringTheNoticeAllGoesOn() throws Exception {
    Drain drain = proxy.server().drain(new DrainTimes(LONG, LONG));
    CompletableFuture<DrainReport> end = end(drain);
    try (RawSocket client = RawSocket.connect(proxy.port())) {
      for (int i = 0; i < 3; i++) {
        RawResponse response = client.send(GET).response();
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.field("connection")).isEmpty();
      }
    }
    assertThat(end).isNotDone();
    drain.hasten();
    assertThat(report(end).since().completed()).isEqualTo(3);
  }

  @Test
  void whatIsOpenAtTheLimitIsCutAndCounted() throws Exception {
    try (RawSocket length = RawSocket.connect(proxy.port());
        RawSocket close = RawSocket.connect(proxy.port());
        Http2Client http2 = proxy.http2()) {
      length.send("GET /length HTTP/1.1\r\nHost: a.test\r\n\r\n");
      close.send("GET /close HTTP/1.0\r\nHost: a.test\r\n\r\n");
      Http2Exchange stream = http2.start(Ask.get("a.test", "/chunked"));
      begun.acquire(3);
      Duration most = Duration.ofMillis(500);
      CompletableFuture<DrainReport> end =
          end(proxy.server().drain(new DrainTimes(Duration.ZERO, most)));
      assertThat(length.takeUntil("half")).contains("200");
      length.end();
      assertThat(close.takeUntil("half")).contains("200");
      assertThat(close.end()).as("not to be taken for whole").isEqualTo(RawSocket.End.RESET);
      assertThatThrownBy(() -> Http2Client.await(stream)).isInstanceOf(IOException.class);
      DrainReport report = report(end);
      assertThat(report.open()).isEqualTo(3);
      assertThat(report.since().cut()).isEqualTo(3);
      assertThat(report.connections().cut()).isEqualTo(3);
    }
  }

  @Test
  void whoeverHastensEndsTheWait() throws Exception {
    try (RawSocket client = RawSocket.connect(proxy.port())) {
      client.send("GET /length HTTP/1.1\r\nHost: a.test\r\n\r\n");
      await(begun);
      Drain drain = proxy.server().drain(new DrainTimes(LONG, LONG));
      CompletableFuture<DrainReport> end = end(drain);
      drain.hasten();
      assertThat(report(end).since().cut()).isEqualTo(1);
    }
  }

  @Test
  void aClientThatLeavesIsNotCut() throws Exception {
    try (RawSocket client = RawSocket.connect(proxy.port())) {
      client.send("GET /length HTTP/1.1\r\nHost: a.test\r\n\r\n");
      await(begun);
      CompletableFuture<DrainReport> end = end(proxy.server().drain(AT_ONCE));
      awaitClosed();
      client.reset();
      DrainReport report = report(end);
      assertThat(report.since().brokenOff()).isEqualTo(1);
      assertThat(report.since().cut()).isZero();
    }
  }

  @Test
  void whatIsPipelinedBehindTheLastAnswerIsRefused() throws Exception {
    try (RawSocket client = RawSocket.connect(proxy.port())) {
      client.send("POST /echo HTTP/1.1\r\nHost: a.test\r\nContent-Length: 8\r\n\r\nhalf");
      await(asked);
      CompletableFuture<DrainReport> end = end(proxy.server().drain(AT_ONCE));
      awaitClosed();
      client.send("half" + GET + GET);
      assertThat(client.response().body()).isEqualTo("halfhalf");
      assertThat(client.end()).isEqualTo(RawSocket.End.FIN);
      client.finish();
      DrainReport report = report(end);
      assertThat(report.since().completed()).isEqualTo(1);
      assertThat(report.since().refused()).isEqualTo(1);
    }
  }

  /** Holds a loop until the test lets it go. */
  private record Holding(CountDownLatch entered, CountDownLatch leave) implements Filter {
    @Override
    public Phase phase() {
      return Phase.REWRITE;
    }

    @Override
    public Verdict request(Exchange exchange, Resume resume) {
      entered.countDown();
      try {
        leave.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return Verdict.CONTINUE;
    }
  }

  /** They came before the end began, and the loop was busy with something else. */
  @ParameterizedTest
  @ValueSource(ints = {1, 40})
  void connectionsThatWaitToBeAcceptedAreServed(int clients) throws Exception {
    proxy.close();
    Holding holding = new Holding(new CountDownLatch(1), new CountDownLatch(1));
    serve(ProxyFixture.oneLoop(holding));
    List<RawSocket> waiting = new ArrayList<>();
    try (RawSocket first = RawSocket.connect(proxy.port())) {
      first.send(GET);
      holding.entered().await();
      for (int i = 0; i < clients; i++) {
        waiting.add(RawSocket.connect(proxy.port()).send(GET));
      }
      CompletableFuture<DrainReport> end = end(proxy.server().drain(AT_ONCE));
      holding.leave().countDown();
      for (RawSocket client : waiting) {
        RawResponse response = client.response();
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.field("connection")).contains("close");
        client.close();
      }
      assertThat(first.response().status()).isEqualTo(200);
      first.finish();
      assertThat(report(end).since().completed()).isEqualTo(clients + 1);
    }
  }

  @Test
  void anHttp2ClientThatCameLastAsksOnce() throws Exception {
    try (Http2Client client = proxy.https2()) {
      CompletableFuture<DrainReport> end = end(proxy.server().drain(AT_ONCE));
      awaitClosed();
      assertThat(client.send(Ask.get("a.test", "/")).status()).isEqualTo(200);
      assertThat(client.connection().closeFuture().await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(report(end).since().completed()).isEqualTo(1);
    }
  }

  @Test
  void whoAsksForHealthHearsOfTheEndAtOnce() throws Exception {
    assertThat(health()).isEqualTo(200);
    Drain drain = proxy.server().drain(new DrainTimes(Duration.ofSeconds(10), LONG));
    CompletableFuture<DrainReport> end = end(drain);
    int status = health();
    while (status == 200) {
      status = health();
    }
    assertThat(status).isEqualTo(503);
    drain.hasten();
    report(end);
  }

  private int health() throws IOException {
    try (RawSocket client = RawSocket.connect(proxy.port())) {
      return client.send("GET /health HTTP/1.1\r\nHost: a.test\r\n\r\n").response().status();
    }
  }
}
