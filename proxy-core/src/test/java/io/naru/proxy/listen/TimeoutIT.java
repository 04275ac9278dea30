package io.naru.proxy.listen;

import static io.naru.proxy.testkit.Tables.host;
import static io.naru.proxy.testkit.Tables.over;
import static io.naru.proxy.testkit.Tables.policies;
import static io.naru.proxy.testkit.Tables.prefix;
import static io.naru.proxy.testkit.Tables.under;
import static io.naru.proxy.testkit.Tables.upstream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.naru.proxy.testkit.peer.Http2Endpoint;
import io.naru.proxy.testkit.peer.Http2Reply;
import io.naru.proxy.testkit.peer.Seen;
import io.naru.proxy.upstream.Protocol;
import io.naru.proxy.upstream.Upstream;
import io.naru.tls.select.UpstreamTls;
import io.netty.channel.Channel;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Endpoints that fall silent (behaviour 11). The short time is the one that has to fire. */
@ExtendWith(LeakGate.class)
class TimeoutIT {
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Retry ONCE = new Retry(Set.of(), 1, Duration.ZERO, false);

  private static final Policies READ = policies(new Timeouts(LONG, LONG, SHORT), ONCE);
  private static final Policies SEND = policies(new Timeouts(LONG, SHORT, LONG), ONCE);
  private static final Policies CONNECT = policies(new Timeouts(SHORT, LONG, LONG), ONCE);

  private final CountDownLatch end = new CountDownLatch(1);
  private ProxyFixture proxy;

  @BeforeEach
  void start() throws Exception {
    proxy = ProxyFixture.oneLoop();
  }

  @AfterEach
  void stop() {
    end.countDown();
    proxy.close();
  }

  private void serve(Policies policies, Upstream upstream) {
    proxy.publish(List.of(host("a.test", under(policies, prefix("/", "up")))), upstream);
  }

  private int status(Ask ask) throws IOException {
    try (Client client = proxy.http1()) {
      return client.send(ask).status();
    }
  }

  private Http1Endpoint silent() throws IOException {
    return Http1Endpoint.scripted(_ -> end.await());
  }

  @Test
  void anEndpointThatDoesNotAnswerIsAGatewayTimeout() throws Exception {
    try (Http1Endpoint endpoint = silent()) {
      serve(READ, upstream("up", endpoint.endpoint()));
      assertThat(status(Ask.get("a.test", "/"))).isEqualTo(504);
      assertThat(status(Ask.post("a.test", "/", "x"))).isEqualTo(504);
    }
  }

  @Test
  void anHttp2EndpointThatDoesNotAnswerIsAGatewayTimeout() throws Exception {
    try (Http2Endpoint endpoint = Http2Endpoint.scripted((_, _) -> {})) {
      serve(READ, over(Protocol.HTTP2, upstream("up", endpoint.endpoint())));
      assertThat(status(Ask.get("a.test", "/"))).isEqualTo(504);
      endpoint.streams().await(0);
    }
  }

  @Test
  void anHttp2ConnectionThatFellSilentIsLeftForANewOne() throws Exception {
    Set<Channel> used = ConcurrentHashMap.newKeySet();
    Http2Endpoint.Script firstFallsSilent =
        (request, reply) -> {
          Channel connection = reply.connection();
          boolean first = used.isEmpty() || used.size() == 1 && used.contains(connection);
          if (used.add(connection) || !first) {
            reply.answer(Answer.echo(request));
          } else {
            connection.config().setAutoRead(false);
          }
        };
    try (Http2Endpoint endpoint = Http2Endpoint.scripted(firstFallsSilent)) {
      Policies twice =
          policies(
              new Timeouts(LONG, LONG, Duration.ofSeconds(1)),
              new Retry(Set.of(Retry.Condition.TIMEOUT), 2, Duration.ZERO, false));
      serve(twice, over(Protocol.HTTP2, upstream("up", endpoint.endpoint())));
      for (int i = 0; i < 3; i++) {
        assertThat(status(Ask.get("a.test", "/"))).as("request %s", i).isEqualTo(200);
      }
      assertThat(endpoint.connections().total()).isEqualTo(2);
    }
  }

  @Test
  void anEndpointThatReadsNoBodyIsAGatewayTimeout() throws Exception {
    try (Http1Endpoint endpoint = silent()) {
      serve(SEND, upstream("up", endpoint.endpoint()));
      assertThat(status(Ask.post("a.test", "/", "x".repeat(32 << 20)))).isEqualTo(504);
    }
  }

  @Test
  void anHttp2EndpointThatReadsNoBodyIsAGatewayTimeout() throws Exception {
    Http2Endpoint.Script stalling =
        new Http2Endpoint.Script() {
          @Override
          public void begun(Seen head, Http2Reply reply) {
            reply.stall();
          }

          @Override
          public void whole(Seen request, Http2Reply reply) {}
        };
    try (Http2Endpoint endpoint = Http2Endpoint.scripted(stalling)) {
      serve(SEND, over(Protocol.HTTP2, upstream("up", endpoint.endpoint())));
      assertThat(status(Ask.post("a.test", "/", "x".repeat(1 << 20)))).isEqualTo(504);
      endpoint.streams().await(0);
    }
  }

  @Test
  void aHandshakeThatIsNotAnsweredIsAGatewayTimeout() throws Exception {
    try (Http1Endpoint endpoint = silent()) {
      serve(CONNECT, over(UpstreamTls.DEFAULT, upstream("up", endpoint.endpoint())));
      assertThat(status(Ask.get("a.test", "/"))).isEqualTo(504);
    }
  }

  @Test
  void settingsThatDoNotComeAreAGatewayTimeout() throws Exception {
    try (Http1Endpoint endpoint = silent()) {
      serve(CONNECT, over(Protocol.HTTP2, upstream("up", endpoint.endpoint())));
      assertThat(status(Ask.get("a.test", "/"))).isEqualTo(504);
    }
  }

  @Test
  void anEndpointThatDoesNotSpeakHttp2IsABadGateway() throws Exception {
    try (Http1Endpoint endpoint = Http1Endpoint.answering(Answer::echo)) {
      serve(Policies.DEFAULT, over(Protocol.HTTP2, upstream("up", endpoint.endpoint())));
      assertThat(status(Ask.get("a.test", "/"))).isEqualTo(502);
      assertThat(status(Ask.post("a.test", "/", "x"))).isEqualTo(502);
    }
  }

  @Test
  void anEndpointThatDoesNotSpeakTlsIsABadGateway() throws Exception {
    try (Http1Endpoint endpoint = Http1Endpoint.answering(Answer::echo)) {
      serve(Policies.DEFAULT, over(UpstreamTls.DEFAULT, upstream("up", endpoint.endpoint())));
      assertThat(status(Ask.get("a.test", "/"))).isEqualTo(502);
    }
  }

  @Test
  void anEndpointThatIsNotWhoItShouldBeIsABadGateway() throws Exception {
    try (Http1Endpoint endpoint = Http1Endpoint.answering(Answer::echo, proxy.tls().context())) {
      UpstreamTls other =
          UpstreamTls.DEFAULT.withVerification(proxy.tls().authorities(), "other.example");
      serve(Policies.DEFAULT, over(other, upstream("up", endpoint.endpoint())));
      assertThat(status(Ask.get("a.test", "/"))).isEqualTo(502);
      assertThat(endpoint.seen()).isEmpty();
    }
  }

  @Test
  void aBodyThatStopsIsCut() throws Exception {
    Http1Endpoint.Script half =
        wire -> {
          Http1Endpoint.read(wire);
          wire.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
          end.await();
        };
    try (Http1Endpoint endpoint = Http1Endpoint.scripted(half);
        Http1Client client = proxy.http1()) {
      serve(READ, upstream("up", endpoint.endpoint()));
      assertThatThrownBy(() -> client.send(Ask.get("a.test", "/")))
          .isInstanceOf(EOFException.class)
          .hasMessageContaining("4 of 10");
    }
  }
}
