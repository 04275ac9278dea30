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
import io.naru.proxy.policy.Retry.Condition;
import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.ProxyFixture;
import io.naru.proxy.testkit.peer.Answer;
import io.naru.proxy.testkit.peer.Ask;
import io.naru.proxy.testkit.peer.Client;
import io.naru.proxy.testkit.peer.Got;
import io.naru.proxy.testkit.peer.Http1Client;
import io.naru.proxy.testkit.peer.Http1Endpoint;
import io.naru.proxy.testkit.peer.Http2Client;
import io.naru.proxy.testkit.peer.Http2Endpoint;
import io.naru.proxy.testkit.peer.Http2Exchange;
import io.naru.proxy.testkit.peer.Http2Reply;
import io.naru.proxy.testkit.peer.Seen;
import io.naru.proxy.upstream.Endpoint;
import io.naru.proxy.upstream.Protocol;
import io.naru.proxy.upstream.Upstream;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which failures lead to another attempt, and which must not (behaviour 12, catalogue L5). */
@ExtendWith(LeakGate.class)
class RetryIT {
  private final AtomicInteger attempts = new AtomicInteger();
  private ProxyFixture proxy;
  private Http1Endpoint good;

  @BeforeEach
  void start() throws Exception {
    proxy = ProxyFixture.oneLoop();
    good = Http1Endpoint.answering(Answer::echo);
  }

  @AfterEach
  void stop() throws Exception {
    good.close();
    proxy.close();
  }

  private void serve(Policies policies, Upstream upstream) {
    proxy.publish(List.of(host("a.test", under(policies, prefix("/", "up")))), upstream);
  }

  private void serve(Policies policies, Endpoint... endpoints) {
    serve(policies, upstream("up", endpoints));
  }

  private static Policies retrying(int attempts, boolean nonIdempotent, Condition... on) {
    return policies(new Retry(Set.of(on), attempts, Duration.ZERO, nonIdempotent));
  }

  private Got send(Ask ask) throws IOException {
    try (Client client = proxy.http1()) {
      return client.send(ask);
    }
  }

  private static Endpoint nobody() throws IOException {
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new Endpoint("127.0.0.1", gone.getLocalPort());
    }
  }

  /** Reads each request whole, then resets. */
  private Http1Endpoint resetting() throws IOException {
    return Http1Endpoint.scripted(wire -> {
      Http1Endpoint.read(wire);
      attempts.incrementAndGet();
      wire.reset();
    });
  }

  private Http1Endpoint answering(int status) throws IOException {
    return Http1Endpoint.answering(_ -> {
      attempts.incrementAndGet();
      return Answer.status(status);
    });
  }

  @Test
  void aRefusedConnectionIsPassedOverWhateverTheMethod() throws Exception {
    serve(Policies.DEFAULT, nobody(), good.endpoint());
    for (int i = 0; i < 10; i++) {
      assertThat(send(Ask.get("a.test", "/")).status()).isEqualTo(200);
      assertThat(send(Ask.post("a.test", "/", "once")).body()).isEqualTo("once");
    }
  }

  @Test
  void nobodyAtAllIsABadGateway() throws Exception {
    serve(Policies.DEFAULT, nobody(), nobody());
    assertThat(send(Ask.get("a.test", "/")).status()).isEqualTo(502);
  }

  @Test
  void aResetGetIsRepeatedElsewhere() throws Exception {
    try (Http1Endpoint bad = resetting()) {
      serve(Policies.DEFAULT, bad.endpoint(), good.endpoint());
      for (int i = 0; i < 10; i++) {
        assertThat(send(Ask.get("a.test", "/")).status()).isEqualTo(200);
      }
      assertThat(attempts).hasPositiveValue();
    }
  }

  @Test
  void aResetPostIsNotRepeated() throws Exception {
    try (Http1Endpoint bad = resetting()) {
      serve(Policies.DEFAULT, bad.endpoint());
      assertThat(send(Ask.post("a.test", "/", "once")).status()).isEqualTo(502);
      assertThat(attempts).hasValue(1);
    }
  }

  @Test
  void aResetPostIsRepeatedWithItsBodyWhereThatIsAllowed() throws Exception {
    try (Http1Endpoint bad = resetting()) {
      serve(retrying(3, true, Condition.ERROR), bad.endpoint(), good.endpoint());
      for (int i = 0; i < 6; i++) {
        assertThat(send(Ask.post("a.test", "/", "again")).body()).isEqualTo("again");
      }
      assertThat(attempts).hasPositiveValue();
    }
  }

  @Test
  void attemptsAreBounded() throws Exception {
    try (Http1Endpoint bad = resetting()) {
      serve(retrying(4, false, Condition.ERROR), bad.endpoint());
      assertThat(send(Ask.get("a.test", "/")).status()).isEqualTo(502);
      assertThat(attempts).hasValue(4);
    }
  }

  @Test
  void aFailureThatIsNotListedIsFinal() throws Exception {
    try (Http1Endpoint bad = resetting()) {
      serve(retrying(3, false, Condition.TIMEOUT), bad.endpoint(), bad.endpoint());
      assertThat(send(Ask.get("a.test", "/")).status()).isEqualTo(502);
      assertThat(attempts).hasValue(1);
    }
  }

  @Test
  void anEmptyBudgetAllowsOneAttempt() throws Exception {
    try (Http1Endpoint bad = resetting()) {
      Retry policy = new Retry(Set.of(Condition.ERROR), 3, Duration.ofNanos(1), false);
      serve(policies(policy), bad.endpoint());
      assertThat(send(Ask.get("a.test", "/")).status()).isEqualTo(502);
      assertThat(attempts).hasValue(1);
    }
  }

  @Test
  void aListedStatusIsLeftForAnotherEndpoint() throws Exception {
    try (Http1Endpoint bad = answering(503)) {
      serve(retrying(3, false, Condition.STATUS_503), bad.endpoint(), good.endpoint());
      for (int i = 0; i < 6; i++) {
        assertThat(send(Ask.get("a.test", "/")).status()).isEqualTo(200);
      }
      assertThat(attempts).hasPositiveValue();
    }
  }

  @Test
  void theLastAnswerIsPassedOnWhateverItsStatus() throws Exception {
    try (Http1Endpoint bad = answering(503)) {
      serve(retrying(3, false, Condition.STATUS_503), bad.endpoint());
      assertThat(send(Ask.get("a.test", "/")).status()).isEqualTo(503);
      assertThat(attempts).hasValue(3);
    }
  }

  @Test
  void aStatusThatIsNotListedIsPassedOn() throws Exception {
    try (Http1Endpoint bad = answering(503)) {
      serve(Policies.DEFAULT, bad.endpoint());
      assertThat(send(Ask.get("a.test", "/")).status()).isEqualTo(503);
      assertThat(attempts).hasValue(1);
    }
  }

  @Test
  void aBodyTooLargeToKeepIsNotSentTwice() throws Exception {
    try (Http1Endpoint bad = resetting()) {
      serve(retrying(3, true, Condition.ERROR), bad.endpoint());
      String large = "x".repeat(300_000);
      assertThat(send(Ask.post("a.test", "/", large)).status()).isEqualTo(502);
      assertThat(attempts).hasValue(1);
    }
  }

  @Test
  void aMalformedAnswerIsFinalUnlessListed() throws Exception {
    Http1Endpoint.Script garbage =
        wire -> {
          Http1Endpoint.read(wire);
          attempts.incrementAndGet();
          wire.write("hello there\r\n\r\n");
        };
    try (Http1Endpoint bad = Http1Endpoint.scripted(garbage)) {
      serve(Policies.DEFAULT, bad.endpoint());
      assertThat(send(Ask.get("a.test", "/")).status()).isEqualTo(502);
      assertThat(attempts).hasValue(1);
      serve(retrying(3, false, Condition.INVALID_HEADER), bad.endpoint());
      assertThat(send(Ask.get("a.test", "/")).status()).isEqualTo(502);
      assertThat(attempts).hasValue(4);
    }
  }

  @Test
  void connectionsThatDiedIdleCostNoRequest() throws Exception {
    Http1Endpoint.Script onceThenReset =
        wire -> {
          Seen seen = Http1Endpoint.read(wire);
          attempts.incrementAndGet();
          Http1Endpoint.write(wire, seen.method(), Answer.echo(seen));
        };
    try (Http1Endpoint closing = Http1Endpoint.scripted(onceThenReset);
        Http1Client client = proxy.http1()) {
      serve(retrying(1, false, Condition.ERROR), closing.endpoint());
      for (int i = 0; i < 1000; i++) {
        assertThat(client.send(Ask.get("a.test", "/")).status()).as("request %s", i).isEqualTo(200);
      }
      assertThat(attempts).hasValue(1000);
    }
  }

  private Http2Endpoint grpc(Http2Endpoint.Script first) {
    return Http2Endpoint.scripted((request, reply) -> {
      if (attempts.incrementAndGet() == 1) {
        first.whole(request, reply);
      } else {
        reply.answer(Answer.echo(request).trailer("grpc-status", "0"));
      }
    });
  }

  private void aCallIsRepeatedAfter(Http2Endpoint.Script fault) throws Exception {
    try (Http2Endpoint endpoint = grpc(fault);
        Client client = proxy.http2()) {
      serve(Policies.DEFAULT, over(Protocol.HTTP2, upstream("up", endpoint.endpoint())));
      Ask call =
          Ask.post("a.test", "/s/m", "message").with("content-type", "application/grpc").streamed();
      Got got = client.send(call);
      assertThat(got.body()).isEqualTo("message");
      assertThat(got.trailers().value("grpc-status")).isEqualTo("0");
      assertThat(attempts).hasValue(2);
    }
  }

  @Test
  void aRefusedStreamIsRepeatedWithItsBody() throws Exception {
    aCallIsRepeatedAfter((_, reply) -> reply.reset(Http2Error.REFUSED_STREAM));
  }

  @Test
  void aStreamThatAGoAwayLeavesOutIsRepeatedWithItsBody() throws Exception {
    aCallIsRepeatedAfter((_, reply) -> reply.goAway());
  }

  @Test
  void aResetCallIsNotRepeated() throws Exception {
    try (Http2Endpoint endpoint = grpc((_, reply) -> reply.reset(Http2Error.INTERNAL_ERROR));
        Client client = proxy.http2()) {
      serve(Policies.DEFAULT, over(Protocol.HTTP2, upstream("up", endpoint.endpoint())));
      Ask call =
          Ask.post("a.test", "/s/m", "m").with("content-type", "application/grpc").streamed();
      Got got = client.send(call);
      assertThat(got.status()).isEqualTo(200);
      assertThat(got.fields().value("grpc-status")).isEqualTo("14");
      assertThat(attempts).hasValue(1);
    }
  }

  @Test
  void streamsThatAreResetCountAsAttempts() throws Exception {
    Http2Endpoint.Script onceThenReset =
        (request, reply) -> {
          if (attempts.incrementAndGet() == 1) {
            reply.answer(Answer.echo(request));
          } else {
            reply.reset(Http2Error.INTERNAL_ERROR);
          }
        };
    try (Http2Endpoint endpoint = Http2Endpoint.scripted(onceThenReset)) {
      serve(
          retrying(3, false, Condition.ERROR),
          over(Protocol.HTTP2, upstream("up", endpoint.endpoint())));
      assertThat(send(Ask.get("a.test", "/")).status()).isEqualTo(200);
      assertThat(send(Ask.get("a.test", "/")).status()).isEqualTo(502);
      assertThat(attempts).hasValue(1 + 3);
      assertThat(endpoint.connections().total()).isEqualTo(1);
    }
  }

  @Test
  void connectionsThatAreCutByTheirFirstRequestCountAsAttempts() throws Exception {
    Http2Endpoint.Script cutting =
        (_, reply) -> {
          attempts.incrementAndGet();
          reply.connection().close();
        };
    try (Http2Endpoint endpoint = Http2Endpoint.scripted(cutting)) {
      serve(
          retrying(3, false, Condition.ERROR),
          over(Protocol.HTTP2, upstream("up", endpoint.endpoint())));
      assertThat(send(Ask.get("a.test", "/")).status()).isEqualTo(502);
      assertThat(attempts).hasValue(3);
    }
  }

  /** Each connection of the endpoint carries one request, and ends in that way by the second. */
  private void requestsSurvive(Consumer<Http2Reply> end) throws Exception {
    Set<Channel> used = ConcurrentHashMap.newKeySet();
    Http2Endpoint.Script once =
        (request, reply) -> {
          attempts.incrementAndGet();
          if (used.add(reply.connection())) {
            reply.answer(Answer.echo(request));
          } else {
            end.accept(reply);
          }
        };
    try (Http2Endpoint endpoint = Http2Endpoint.scripted(once);
        Http1Client client = proxy.http1()) {
      serve(
          retrying(1, false, Condition.ERROR),
          over(Protocol.HTTP2, upstream("up", endpoint.endpoint())));
      for (int i = 0; i < 50; i++) {
        assertThat(client.send(Ask.get("a.test", "/")).status()).as("request %s", i).isEqualTo(200);
      }
      assertThat(attempts).hasValue(50 + 49);
    }
  }

  @Test
  void http2ConnectionsThatDiedOfAgeCostNoRequest() throws Exception {
    requestsSurvive(reply -> reply.connection().close());
  }

  @Test
  void http2ConnectionsThatSaidGoodbyeCostNoRequest() throws Exception {
    requestsSurvive(Http2Reply::goAway);
  }

  @Test
  void manyCallsWaitForAnEndpointThatTakesFewAtATime() throws Exception {
    Http2Settings settings = Http2Settings.defaultSettings().maxConcurrentStreams(2);
    try (Http2Endpoint endpoint = Http2Endpoint.scripted(this::answer, settings);
        Http2Client client = proxy.http2()) {
      serve(Policies.DEFAULT, over(Protocol.HTTP2, upstream("up", endpoint.endpoint())));
      List<Http2Exchange> exchanges =
          IntStream.range(0, 40)
              .mapToObj(i -> client.start(Ask.post("a.test", "/" + i, "m")))
              .toList();
      for (Http2Exchange exchange : exchanges) {
        assertThat(Http2Client.await(exchange).status()).isEqualTo(200);
      }
      assertThat(attempts).hasValue(40);
    }
  }

  private void answer(Seen request, Http2Reply reply) {
    attempts.incrementAndGet();
    reply.answer(Answer.echo(request));
  }
}
