package io.naru.proxy.listen;

import static io.naru.proxy.testkit.Tables.host;
import static io.naru.proxy.testkit.Tables.over;
import static io.naru.proxy.testkit.Tables.policies;
import static io.naru.proxy.testkit.Tables.prefix;
import static io.naru.proxy.testkit.Tables.under;
import static io.naru.proxy.testkit.Tables.upstream;
import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.policy.Policies;
import io.naru.proxy.policy.Retry;
import io.naru.proxy.policy.Timeouts;
import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.ProxyFixture;
import io.naru.proxy.testkit.peer.Answer;
import io.naru.proxy.testkit.peer.Ask;
import io.naru.proxy.testkit.peer.Client;
import io.naru.proxy.testkit.peer.Http1Client;
import io.naru.proxy.testkit.peer.Http1Endpoint;
import io.naru.proxy.testkit.peer.Http1Wire;
import io.naru.proxy.testkit.peer.Http2Endpoint;
import io.naru.proxy.testkit.peer.Http2Reply;
import io.naru.proxy.testkit.peer.Seen;
import io.naru.proxy.testkit.peer.TestEndpoint;
import io.naru.proxy.upstream.Protocol;
import io.naru.proxy.upstream.Upstream;
import io.naru.tls.select.UpstreamTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which of an attempt's times runs, on any connection, in either protocol, with any body. */
@ExtendWith(LeakGate.class)
class AttemptTimesIT {
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Retry ONCE = new Retry(Set.of(), 1, Duration.ZERO, false);
  private static final Policies SHORT_READ = policies(new Timeouts(LONG, LONG, SHORT), ONCE);
  private static final String MORE_THAN_SOCKETS_HOLD = "x".repeat(32 << 20);

  enum Connection {
    FRESH,
    POOLED
  }

  enum Body {
    NONE,
    WHOLE,
    LATE,
    EMPTY_END
  }

  enum Time {
    CONNECT,
    SEND,
    READ
  }

  /** An attempt, and what its endpoint does not do. */
  record Row(Connection connection, Protocol protocol, Body body, Time time) {
    boolean exists() {
      return switch (time) {
        case CONNECT -> connection == Connection.FRESH;
        case SEND -> body == Body.WHOLE || body == Body.LATE;
        case READ -> true;
      };
    }

    Policies shortTime() {
      return policies(
          new Timeouts(
              time == Time.CONNECT ? SHORT : LONG,
              time == Time.SEND ? SHORT : LONG,
              time == Time.READ ? SHORT : LONG),
          ONCE);
    }

    Ask ask() {
      String text = time == Time.SEND ? MORE_THAN_SOCKETS_HOLD : "body";
      return switch (body) {
        case NONE -> Ask.get("a.test", "/");
        case WHOLE, LATE -> Ask.post("a.test", "/", text);
        case EMPTY_END -> Ask.post("a.test", "/", "").streamed();
      };
    }
  }

  private static Stream<Row> rows() {
    return Arrays.stream(Connection.values())
        .flatMap(connection -> Arrays.stream(Protocol.values()).flatMap(p -> rows(connection, p)))
        .filter(Row::exists);
  }

  private static Stream<Row> rows(Connection connection, Protocol protocol) {
    return Arrays.stream(Body.values())
        .flatMap(body ->
            Arrays.stream(Time.values()).map(time -> new Row(connection, protocol, body, time)));
  }

  private static Stream<Row> slowAnswers() {
    return rows().filter(row -> row.time() == Time.READ);
  }

  private final Semaphore reached = new Semaphore(0);
  private final Semaphore whole = new Semaphore(0);
  private final CompletableFuture<Void> goOn = new CompletableFuture<>();
  private ProxyFixture proxy;

  @BeforeEach
  void start() throws Exception {
    proxy = ProxyFixture.oneLoop();
  }

  @AfterEach
  void stop() {
    goOn.complete(null);
    proxy.close();
  }

  /** An endpoint that does not do the row's part until it is told to go on. */
  private TestEndpoint endpoint(Row row) throws IOException {
    if (row.time() == Time.CONNECT) {
      return Http1Endpoint.scripted(_ -> goOn.join());
    }
    return switch (row.protocol()) {
      case HTTP1 -> Http1Endpoint.scripted(wire -> serve(wire, row.time()));
      case HTTP2 -> Http2Endpoint.scripted(new Slow(row.time()));
    };
  }

  private void serve(Http1Wire wire, Time time) throws IOException {
    while (true) {
      Http1Wire.Start head = wire.readStart();
      if (head.word(1).equals("/warm")) {
        Http1Endpoint.write(wire, "GET", Answer.ok("warm"));
        continue;
      }
      reached.release();
      if (time == Time.SEND) {
        goOn.join();
      }
      wire.readBody(head);
      whole.release();
      goOn.join();
      Http1Endpoint.write(wire, head.word(0), Answer.ok("late"));
    }
  }

  private final class Slow implements Http2Endpoint.Script {
    private final Time time;

    private Slow(Time time) {
      this.time = time;
    }

    @Override
    public void begun(Seen head, Http2Reply reply) {
      if (!head.target().equals("/warm")) {
        reached.release();
        if (time == Time.SEND) {
          reply.stall();
        }
      }
    }

    @Override
    public void whole(Seen request, Http2Reply reply) {
      if (request.target().equals("/warm")) {
        reply.answer(Answer.ok("warm"));
      } else {
        whole.release();
        goOn.thenRun(() -> reply.answer(Answer.ok("late")));
      }
    }
  }

  private void serve(Row row, Policies policies, TestEndpoint endpoint, TestEndpoint silent)
      throws IOException {
    Upstream plain = over(row.protocol(), upstream("up", endpoint.endpoint()));
    boolean handshake = row.time() == Time.CONNECT && row.protocol() == Protocol.HTTP1;
    proxy.publish(
        List.of(
            host("a.test", under(policies, prefix("/", "up"))),
            host("silent.test", under(SHORT_READ, prefix("/", "silent")))),
        handshake ? over(UpstreamTls.DEFAULT, plain) : plain,
        upstream("silent", silent.endpoint()));
    if (row.connection() == Connection.POOLED) {
      try (Client client = proxy.http1()) {
        assertThat(client.send(Ask.get("a.test", "/warm")).status()).isEqualTo(200);
      }
    }
  }

  private static void await(Semaphore step) throws InterruptedException {
    assertThat(step.tryAcquire(20, TimeUnit.SECONDS)).as("the endpoint came to it").isTrue();
  }

  /** Sends the row's request on a thread of its own: the answer may come before its end. */
  private CompletableFuture<Integer> send(Http1Client client, Row row) {
    Ask ask = row.ask();
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            if (row.time() != Time.CONNECT && row.body() == Body.LATE) {
              client.sendHead(ask);
              await(reached);
              Thread.startVirtualThread(() -> write(client, ask.body()));
            } else if (row.time() != Time.CONNECT && row.body() == Body.EMPTY_END) {
              client.sendHead(ask);
              await(reached);
              client.wire().write("0\r\n\r\n");
            } else {
              return client.send(ask).status();
            }
            return client.receive(ask.method()).status();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        },
        Thread::startVirtualThread);
  }

  private static void write(Http1Client client, String body) {
    try {
      client.wire().write(body);
    } catch (IOException _) {
      // the reader sees it
    }
  }

  private Http1Endpoint silent() throws IOException {
    return Http1Endpoint.scripted(_ -> goOn.join());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void anEndpointThatDoesNotDoItsPartIsAGatewayTimeout(Row row) throws Exception {
    try (TestEndpoint endpoint = endpoint(row);
        TestEndpoint silent = silent();
        Http1Client client = proxy.http1()) {
      serve(row, row.shortTime(), endpoint, silent);
      assertThat(send(client, row).get(20, TimeUnit.SECONDS)).isEqualTo(504);
      assertThat(endpoint.connections().total()).isEqualTo(1);
    }
  }

  /** Others meet the short time twice. */
  private void letTheShortTimePass() throws IOException {
    try (Client client = proxy.http1()) {
      for (int i = 0; i < 2; i++) {
        assertThat(client.send(Ask.get("silent.test", "/")).status()).isEqualTo(504);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("slowAnswers")
  void anAnswerMayTakeItsReadTimeHoweverShortTheSendTime(Row row) throws Exception {
    try (TestEndpoint endpoint = endpoint(row);
        TestEndpoint silent = silent();
        Http1Client client = proxy.http1()) {
      serve(row, policies(new Timeouts(LONG, SHORT, LONG), ONCE), endpoint, silent);
      CompletableFuture<Integer> status = send(client, row);
      await(whole);
      letTheShortTimePass();
      goOn.complete(null);
      assertThat(status.get(20, TimeUnit.SECONDS)).isEqualTo(200);
    }
  }
}
