package io.naru.proxy.listen;

import static io.naru.proxy.testkit.Tables.host;
import static io.naru.proxy.testkit.Tables.over;
import static io.naru.proxy.testkit.Tables.prefix;
import static io.naru.proxy.testkit.Tables.under;
import static io.naru.proxy.testkit.Tables.upstream;
import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.policy.Timeouts;
import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.ProxyFixture;
import io.naru.proxy.testkit.Tables;
import io.naru.proxy.testkit.peer.Answer;
import io.naru.proxy.testkit.peer.Ask;
import io.naru.proxy.testkit.peer.Http2Client;
import io.naru.proxy.testkit.peer.Http2Endpoint;
import io.naru.proxy.testkit.peer.Http2Exchange;
import io.naru.proxy.testkit.peer.Http2Reply;
import io.naru.proxy.testkit.peer.Seen;
import io.naru.proxy.upstream.Protocol;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One stream stalls; the others of the same connections, on both sides, do not notice. */
@ExtendWith(LeakGate.class)
class StallIT {
  private static final String MEBIBYTE = "0123456789abcdef".repeat(1 << 16);
  private static final Ask LARGE = Ask.post("a.test", "/", MEBIBYTE);

  private final CompletableFuture<Http2Reply> stalled = new CompletableFuture<>();
  private ProxyFixture proxy;
  private Http2Endpoint endpoint;

  @BeforeEach
  void start() throws Exception {
    proxy = ProxyFixture.oneLoop();
    endpoint =
        Http2Endpoint.scripted(
            new Http2Endpoint.Script() {
              @Override
              public void begun(Seen head, Http2Reply reply) {
                if (head.target().equals("/stall")) {
                  reply.stall();
                  stalled.complete(reply);
                }
              }

              @Override
              public void whole(Seen request, Http2Reply reply) {
                reply.answer(Answer.echo(request));
              }
            });
    proxy.publish(
        List.of(host("a.test", under(Tables.policies(Timeouts.DEFAULT), prefix("/", "up")))),
        over(Protocol.HTTP2, upstream("up", endpoint.endpoint())));
  }

  @AfterEach
  void stop() {
    endpoint.close();
    proxy.close();
  }

  private void othersFlow(Http2Client client) throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(client.send(LARGE).body().equals(MEBIBYTE)).as("body %s", i).isTrue();
    }
    assertThat(endpoint.connections().total()).as("connections to the endpoint").isEqualTo(1);
  }

  private static void completes(Http2Exchange exchange) throws Exception {
    assertThat(Http2Client.await(exchange).body().equals(MEBIBYTE)).as("its body").isTrue();
  }

  @Test
  void anEndpointThatStallsOneRequestStallsNoOther() throws Exception {
    try (Http2Client client = proxy.http2()) {
      Http2Exchange slow = client.start(Ask.post("a.test", "/stall", MEBIBYTE));
      Http2Reply reply = stalled.get(20, TimeUnit.SECONDS);
      othersFlow(client);
      assertThat(slow.whole()).isNotDone();
      reply.resume();
      completes(slow);
    }
  }

  @Test
  void aClientThatStallsOneResponseStallsNoOther() throws Exception {
    try (Http2Client client = proxy.https2()) {
      Http2Exchange slow = client.open(LARGE);
      slow.stall();
      slow.data(MEBIBYTE, true);
      othersFlow(client);
      assertThat(slow.received()).isLessThan(MEBIBYTE.length());
      slow.resume();
      completes(slow);
    }
  }

  @Test
  void stalledResponsesHoldNoneOfTheWindowThatIsLeft() throws Exception {
    String body = MEBIBYTE.substring(0, 300_000);
    try (Http2Client client = proxy.http2()) {
      List<Http2Exchange> slow =
          IntStream.range(0, 60).mapToObj(_ -> client.open(Ask.post("a.test", "/", body))).toList();
      slow.forEach(Http2Exchange::stall);
      slow.forEach(exchange -> exchange.data(body, true));
      assertThat(client.send(Ask.get("a.test", "/")).status()).isEqualTo(200);
      for (Http2Exchange each : slow) {
        each.resume();
        assertThat(Http2Client.await(each).body().equals(body)).as("its body").isTrue();
      }
    }
  }
}
