package io.naru.proxy.listen;

import static io.naru.proxy.testkit.Tables.by;
import static io.naru.proxy.testkit.Tables.host;
import static io.naru.proxy.testkit.Tables.over;
import static io.naru.proxy.testkit.Tables.policies;
import static io.naru.proxy.testkit.Tables.prefix;
import static io.naru.proxy.testkit.Tables.under;
import static io.naru.proxy.testkit.Tables.upstream;
import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.policy.Policies;
import io.naru.proxy.policy.Retry;
import io.naru.proxy.policy.Retry.Condition;
import io.naru.proxy.policy.Timeouts;
import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.ProxyFixture;
import io.naru.proxy.testkit.peer.Answer;
import io.naru.proxy.testkit.peer.Ask;
import io.naru.proxy.testkit.peer.Client;
import io.naru.proxy.testkit.peer.Http1Endpoint;
import io.naru.proxy.testkit.peer.Http2Endpoint;
import io.naru.proxy.upstream.Balance;
import io.naru.proxy.upstream.Endpoint;
import io.naru.proxy.upstream.Protocol;
import io.naru.proxy.upstream.Upstream;
import io.naru.tls.select.UpstreamTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Endpoints that nobody can connect to are left alone, and others are not (DESIGN 4). */
@ExtendWith(LeakGate.class)
class RestingEndpointIT {
  private static final int REQUESTS = 60;
  private static final Duration LONG = Duration.ofSeconds(60);

  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private ProxyFixture proxy;

  @BeforeEach
  void start() throws Exception {
    proxy = ProxyFixture.oneLoop();
  }

  @AfterEach
  void stop() {
    end.complete(null);
    proxy.close();
  }

  private static Stream<Balance> balances() {
    return Stream.of(new Balance.RoundRobin(), new Balance.Ewma());
  }

  private void serve(Policies policies, Upstream upstream) {
    proxy.publish(List.of(host("a.test", under(policies, prefix("/", "up")))), upstream);
  }

  private int status(Ask ask) throws IOException {
    try (Client client = proxy.http1()) {
      return client.send(ask).status();
    }
  }

  private void allAreServed() throws IOException {
    for (int i = 0; i < REQUESTS; i++) {
      assertThat(status(Ask.get("a.test", "/"))).as("request %s", i).isEqualTo(200);
    }
  }

  private static Endpoint nobody() throws IOException {
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new Endpoint("127.0.0.1", gone.getLocalPort());
    }
  }

  /** One attempt each second at most; the first rest begins with the first attempt. */
  private static void wasLeftAlone(Http1Endpoint dead, long sinceNanos) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - sinceNanos);
    assertThat((long) dead.connections().total()).isBetween(1L, 1 + seconds);
  }

  @ParameterizedTest
  @MethodSource("balances")
  void anEndpointThatClosesWhatIsOpenedIsTriedOncePerRest(Balance balance) throws Exception {
    try (Http1Endpoint dead = Http1Endpoint.scripted(_ -> {});
        Http2Endpoint good = Http2Endpoint.answering(Answer::echo)) {
      long began = System.nanoTime();
      Upstream two = upstream("up", dead.endpoint(), good.endpoint());
      serve(Policies.DEFAULT, by(balance, over(Protocol.HTTP2, two)));
      allAreServed();
      wasLeftAlone(dead, began);
    }
  }

  @ParameterizedTest
  @MethodSource("balances")
  void anEndpointWhoseHandshakeFailsIsTriedOncePerRest(Balance balance) throws Exception {
    try (Http1Endpoint dead = Http1Endpoint.scripted(_ -> {});
        Http1Endpoint good = Http1Endpoint.answering(Answer::echo, proxy.tls().context())) {
      long began = System.nanoTime();
      Upstream two = upstream("up", dead.endpoint(), good.endpoint());
      serve(Policies.DEFAULT, by(balance, over(UpstreamTls.DEFAULT, two)));
      allAreServed();
      wasLeftAlone(dead, began);
    }
  }

  @ParameterizedTest
  @MethodSource("balances")
  void anEndpointThatIsSilentCostsOneRequestItsConnectTime(Balance balance) throws Exception {
    try (Http1Endpoint dead = Http1Endpoint.scripted(_ -> end.join());
        Http2Endpoint good = Http2Endpoint.answering(Answer::echo)) {
      long began = System.nanoTime();
      Upstream two = upstream("up", dead.endpoint(), good.endpoint());
      Policies policies = policies(new Timeouts(Duration.ofMillis(200), LONG, LONG));
      serve(policies, by(balance, over(Protocol.HTTP2, two)));
      allAreServed();
      wasLeftAlone(dead, began);
    }
  }

  @ParameterizedTest
  @MethodSource("balances")
  void anEndpointThatComesBackIsUsedAgainWithinItsRest(Balance balance) throws Exception {
    Endpoint dead = nobody();
    try (Http1Endpoint good = Http1Endpoint.answering(Answer::echo)) {
      serve(Policies.DEFAULT, by(balance, upstream("up", dead, good.endpoint())));
      allAreServed();
      assertThat(status(Ask.post("a.test", "/", "x"))).isEqualTo(200);
      try (Http1Endpoint back = Http1Endpoint.answering(Answer::echo, dead.port())) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (back.seen().isEmpty() && System.nanoTime() < until) {
          assertThat(status(Ask.get("a.test", "/"))).isEqualTo(200);
        }
        assertThat(back.seen()).isNotEmpty();
      }
    }
  }

  @Test
  void oneEndpointAloneIsNeverRested() throws Exception {
    Endpoint alone = nobody();
    serve(Policies.DEFAULT, upstream("up", alone));
    assertThat(status(Ask.get("a.test", "/"))).isEqualTo(502);
    try (Http1Endpoint back = Http1Endpoint.answering(Answer::echo, alone.port())) {
      assertThat(status(Ask.get("a.test", "/"))).isEqualTo(200);
      assertThat(back.seen()).hasSize(1);
    }
  }

  @Test
  void whereAllAreDeadTheFirstThatComesBackServesAtOnce() throws Exception {
    Endpoint first = nobody();
    serve(Policies.DEFAULT, upstream("up", first, nobody()));
    assertThat(status(Ask.get("a.test", "/"))).isEqualTo(502);
    try (Http1Endpoint back = Http1Endpoint.answering(Answer::echo, first.port())) {
      for (int i = 0; i < 10; i++) {
        assertThat(status(Ask.get("a.test", "/"))).isEqualTo(200);
      }
      assertThat(back.seen()).hasSize(10);
    }
  }

  private Http1Endpoint resetting(AtomicInteger attempts) throws IOException {
    return Http1Endpoint.scripted(wire -> {
      Http1Endpoint.read(wire);
      attempts.incrementAndGet();
      wire.reset();
    });
  }

  @Test
  void anEndpointThatAnswersNothingKeepsItsTurnAndNoMore() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    try (Http1Endpoint bad = resetting(attempts);
        Http1Endpoint good = Http1Endpoint.answering(Answer::echo)) {
      serve(Policies.DEFAULT, upstream("up", bad.endpoint(), good.endpoint()));
      allAreServed();
      assertThat(attempts).hasValue(REQUESTS / 2);
    }
  }

  @Test
  void anEndpointThatAnswersNothingIsNotTheFastest() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    try (Http1Endpoint bad = resetting(attempts);
        Http1Endpoint good = Http1Endpoint.answering(Answer::echo)) {
      Upstream two = upstream("up", bad.endpoint(), good.endpoint());
      serve(Policies.DEFAULT, by(new Balance.Ewma(), two));
      allAreServed();
      assertThat(attempts).hasValueLessThan(REQUESTS / 4);
    }
  }

  @Test
  void aStatusThatCountsAsAFailureIsNotTheFastest() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    Retry on503 = new Retry(Set.of(Condition.STATUS_503), 3, Duration.ZERO, false);
    try (Http1Endpoint bad =
            Http1Endpoint.answering(_ -> {
              attempts.incrementAndGet();
              return Answer.status(503);
            });
        Http1Endpoint good = Http1Endpoint.answering(Answer::echo)) {
      Upstream two = upstream("up", bad.endpoint(), good.endpoint());
      serve(policies(on503), by(new Balance.Ewma(), two));
      allAreServed();
      assertThat(attempts).hasValueLessThan(REQUESTS / 4);
    }
  }
}
