package io.naru.proxy.listen;

import static io.naru.proxy.testkit.Tables.host;
import static io.naru.proxy.testkit.Tables.over;
import static io.naru.proxy.testkit.Tables.prefix;
import static io.naru.proxy.testkit.Tables.upstream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.ProxyFixture;
import io.naru.proxy.testkit.peer.Answer;
import io.naru.proxy.testkit.peer.Ask;
import io.naru.proxy.testkit.peer.Http1Client;
import io.naru.proxy.testkit.peer.Http1Endpoint;
import io.naru.proxy.testkit.peer.Http1Wire;
import io.naru.proxy.testkit.peer.Http2Client;
import io.naru.proxy.testkit.peer.Http2Endpoint;
import io.naru.proxy.testkit.peer.Http2Exchange;
import io.naru.proxy.testkit.peer.Http2Reply;
import io.naru.proxy.testkit.peer.Lines;
import io.naru.proxy.testkit.peer.Seen;
import io.naru.proxy.upstream.Protocol;
import io.netty.handler.codec.http2.Http2Error;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Either side goes away at each step: the other side hears of it, and nothing is left behind. */
@ExtendWith(LeakGate.class)
class AbortIT {

  /** What is under way when one side goes. */
  enum Step {
    REQUEST_BODY,
    RESPONSE_HEAD,
    RESPONSE_BODY
  }

  private static final Ask ASK = Ask.post("h1.test", "/", "0123456789");
  private static final Ask ASK_HTTP2 = Ask.post("h2.test", "/", "0123456789");

  private final Semaphore reached = new Semaphore(0);
  private ProxyFixture proxy;

  @BeforeEach
  void start() throws Exception {
    proxy = ProxyFixture.oneLoop();
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  private void serve(Http1Endpoint http1, Http2Endpoint http2) {
    proxy.publish(
        List.of(host("h1.test", prefix("/", "h1")), host("h2.test", prefix("/", "h2"))),
        upstream("h1", http1.endpoint()),
        over(Protocol.HTTP2, upstream("h2", http2.endpoint())));
  }

  /** What an endpoint does when the step is reached. */
  private interface Then<T> {
    void with(T side) throws IOException;
  }

  private Http1Endpoint http1(Step step, Then<Http1Wire> then) throws IOException {
    return Http1Endpoint.scripted(wire -> {
      Http1Wire.Start head = wire.readStart();
      if (step != Step.REQUEST_BODY) {
        wire.readBody(head);
      }
      if (step == Step.RESPONSE_BODY) {
        wire.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
      }
      reached.release();
      then.with(wire);
    });
  }

  private Http2Endpoint http2(Step step, Then<Http2Reply> then) {
    return Http2Endpoint.scripted(
        new Http2Endpoint.Script() {
          @Override
          public void begun(Seen head, Http2Reply reply) {
            if (step == Step.REQUEST_BODY) {
              go(reply);
            }
          }

          @Override
          public void whole(Seen request, Http2Reply reply) {
            if (step == Step.RESPONSE_BODY) {
              reply.head(200, Lines.of("content-length", "100"), false);
              reply.data("half", false);
            }
            go(reply);
          }

          private void go(Http2Reply reply) {
            reached.release();
            try {
              then.with(reply);
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          }
        });
  }

  private void awaitStep() throws InterruptedException {
    assertThat(reached.tryAcquire(20, TimeUnit.SECONDS)).as("the endpoint was reached").isTrue();
  }

  private static String sent(Step step) {
    return step == Step.REQUEST_BODY ? "01234" : "0123456789";
  }

  private void leave(Http1Client client, Step step, Ask ask, boolean reset) throws Exception {
    client.sendHead(ask);
    client.wire().write(sent(step));
    awaitStep();
    if (step == Step.RESPONSE_BODY) {
      client.wire().readStart();
      client.wire().read(4);
    }
    if (reset) {
      client.wire().reset();
    } else {
      client.close();
    }
  }

  private Http2Exchange reach(Http2Client client, Step step, Ask ask) throws Exception {
    Http2Exchange exchange = client.open(ask);
    exchange.data(sent(step), step != Step.REQUEST_BODY);
    awaitStep();
    if (step == Step.RESPONSE_BODY) {
      assertThat(exchange.status().get(20, TimeUnit.SECONDS)).isEqualTo(200);
    }
    return exchange;
  }

  @ParameterizedTest
  @EnumSource
  void endpointsHearOfAClientThatLeaves(Step step) throws Exception {
    try (Http1Endpoint http1 = http1(step, Http1Wire::drain);
        Http2Endpoint http2 = http2(step, _ -> {})) {
      serve(http1, http2);
      for (boolean reset : new boolean[] {true, false}) {
        leave(proxy.http1(), step, ASK, reset);
        http1.connections().await(0);
        leave(proxy.http1(), step, ASK_HTTP2, reset);
        http2.streams().await(0);
        leave(proxy.https1(), step, ASK, reset);
        http1.connections().await(0);
      }
      assertThat(http2.connections().value()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void endpointsHearOfAStreamThatIsReset(Step step) throws Exception {
    try (Http1Endpoint http1 = http1(step, Http1Wire::drain);
        Http2Endpoint http2 = http2(step, _ -> {});
        Http2Client client = proxy.http2()) {
      serve(http1, http2);
      reach(client, step, ASK).reset(Http2Error.CANCEL);
      http1.connections().await(0);
      reach(client, step, ASK_HTTP2).reset(Http2Error.CANCEL);
      http2.streams().await(0);
      assertThat(client.connection().isActive()).isTrue();
      assertThat(http2.connections().value()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void endpointsHearOfAnHttp2ClientThatLeaves(Step step) throws Exception {
    try (Http1Endpoint http1 = http1(step, Http1Wire::drain);
        Http2Endpoint http2 = http2(step, _ -> {})) {
      serve(http1, http2);
      for (Http2Client client : List.of(proxy.http2(), proxy.https2())) {
        reach(client, step, ASK);
        reach(client, step, ASK_HTTP2);
        client.close();
        http1.connections().await(0);
        http2.streams().await(0);
      }
    }
  }

  private void clientsHear(Step step, Http1Endpoint http1, Http2Endpoint http2) throws Exception {
    serve(http1, http2);
    for (Ask ask : List.of(ASK, ASK_HTTP2)) {
      try (Http1Client client = proxy.http1();
          Http2Client stream = proxy.http2()) {
        client.sendHead(ask);
        client.wire().write(sent(step));
        Http2Exchange exchange = stream.open(ask);
        exchange.data(sent(step), step != Step.REQUEST_BODY);
        if (step == Step.RESPONSE_BODY) {
          assertThatThrownBy(() -> client.receive("POST")).isInstanceOf(IOException.class);
          assertThatThrownBy(() -> Http2Client.await(exchange)).isInstanceOf(IOException.class);
          assertThat(client.wire().isEnded()).isTrue();
        } else {
          assertThat(client.receive("POST").status()).isEqualTo(502);
          assertThat(Http2Client.await(exchange).status()).isEqualTo(502);
        }
        assertThat(stream.connection().isActive()).isTrue();
      }
    }
    http1.connections().await(0);
    http2.streams().await(0);
  }

  @ParameterizedTest
  @EnumSource
  void clientsHearOfAnEndpointThatResets(Step step) throws Exception {
    try (Http1Endpoint http1 = http1(step, Http1Wire::reset);
        Http2Endpoint http2 = http2(step, reply -> reply.reset(Http2Error.INTERNAL_ERROR))) {
      clientsHear(step, http1, http2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void clientsHearOfAnEndpointThatCloses(Step step) throws Exception {
    try (Http1Endpoint http1 = http1(step, _ -> {});
        Http2Endpoint http2 = http2(step, reply -> reply.connection().close())) {
      clientsHear(step, http1, http2);
    }
  }

  @Test
  void aChunkedResponseThatIsCutDoesNotLookWhole() throws Exception {
    Http1Endpoint.Script half =
        wire -> {
          Http1Endpoint.read(wire);
          wire.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
        };
    try (Http1Endpoint endpoint = Http1Endpoint.scripted(half);
        Http1Client client = proxy.http1();
        Http2Client stream = proxy.http2()) {
      proxy.publish(
          List.of(host("h1.test", prefix("/", "h1"))), upstream("h1", endpoint.endpoint()));
      assertThatThrownBy(() -> client.send(ASK)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> stream.send(ASK)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aResponseThatEndsWithItsConnectionDoesNotLookWholeIfThatIsReset() throws Exception {
    Http1Endpoint.Script half =
        wire -> {
          Http1Endpoint.read(wire);
          wire.write("HTTP/1.1 200 OK\r\n\r\nhalf");
          awaitStep();
          wire.reset();
        };
    try (Http1Endpoint endpoint = Http1Endpoint.scripted(half);
        Http1Client client = proxy.http1()) {
      proxy.publish(
          List.of(host("h1.test", prefix("/", "h1"))), upstream("h1", endpoint.endpoint()));
      client.sendHead(ASK);
      client.wire().write(ASK.body());
      assertThat(client.wire().readStart().status()).isEqualTo(200);
      assertThat(client.wire().read(9)).isEqualTo("4\r\nhalf\r\n");
      reached.release();
      assertThatThrownBy(() -> client.wire().readLine()).isInstanceOf(IOException.class);
    }
  }

  @Test
  void anEndpointThatAnswersBeforeTheBodyIsHeardAndItsConnectionNotUsedAgain() throws Exception {
    Http1Endpoint.Script early =
        wire -> {
          wire.readStart();
          wire.write("HTTP/1.1 401 No\r\nContent-Length: 2\r\n\r\nno");
          wire.drain();
        };
    try (Http1Endpoint endpoint = Http1Endpoint.scripted(early)) {
      proxy.publish(
          List.of(host("h1.test", prefix("/", "h1"))), upstream("h1", endpoint.endpoint()));
      for (int i = 0; i < 3; i++) {
        try (Http1Client client = proxy.http1();
            Http2Client stream = proxy.http2()) {
          client.sendHead(ASK);
          assertThat(client.receive("POST").status()).isEqualTo(401);
          client.wire().write(ASK.body());
          client.sendHead(ASK);
          assertThat(client.receive("POST").body()).as("the connection goes on").isEqualTo("no");
          assertThat(Http2Client.await(stream.open(ASK)).status()).isEqualTo(401);
          assertThat(Http2Client.await(stream.open(ASK)).body()).isEqualTo("no");
        }
      }
      endpoint.connections().await(0);
      assertThat(endpoint.connections().total()).isEqualTo(12);
    }
  }

  @Test
  void bytesThatNobodyAskedForAreNoAnswerToTheNextRequest() throws Exception {
    Http1Endpoint.Script twice =
        wire -> {
          while (true) {
            Seen seen = Http1Endpoint.read(wire);
            Http1Endpoint.write(wire, seen.method(), Answer.echo(seen));
            wire.write("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged");
          }
        };
    try (Http1Endpoint endpoint = Http1Endpoint.scripted(twice);
        Http1Client client = proxy.http1()) {
      proxy.publish(
          List.of(host("h1.test", prefix("/", "h1"))), upstream("h1", endpoint.endpoint()));
      for (int i = 0; i < 50; i++) {
        String body = "mine " + i;
        assertThat(client.send(Ask.post("h1.test", "/", body)).body()).isEqualTo(body);
        // the stray bytes close the connection that they came on; while they are still on their
        // way nobody could tell them from an answer
        endpoint.connections().await(0);
      }
    }
  }
}
