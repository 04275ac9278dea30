package io.naru.proxy.listen;

import static io.naru.proxy.testkit.Tables.exact;
import static io.naru.proxy.testkit.Tables.host;
import static io.naru.proxy.testkit.Tables.over;
import static io.naru.proxy.testkit.Tables.prefix;
import static io.naru.proxy.testkit.Tables.upstream;
import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.route.VirtualHost;
import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.ProxyFixture;
import io.naru.proxy.testkit.peer.Answer;
import io.naru.proxy.testkit.peer.Ask;
import io.naru.proxy.testkit.peer.Client;
import io.naru.proxy.testkit.peer.Got;
import io.naru.proxy.testkit.peer.Http1Client;
import io.naru.proxy.testkit.peer.Http1Endpoint;
import io.naru.proxy.testkit.peer.Http2Endpoint;
import io.naru.proxy.testkit.peer.Http2Exchange;
import io.naru.proxy.upstream.Endpoint;
import io.naru.proxy.upstream.Protocol;
import io.naru.proxy.upstream.Upstream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The table changes under load: no request fails, no client's connection is closed. */
@ExtendWith(LeakGate.class)
class LiveChangeIT {
  private static final int CHANGES = 200;
  private static final int CLIENTS = 8;

  private final List<Http1Endpoint> http1 = new ArrayList<>();
  private final List<Http2Endpoint> http2 = new ArrayList<>();
  private ProxyFixture proxy;

  @BeforeEach
  void start() throws Exception {
    proxy = ProxyFixture.start();
    for (int i = 0; i < 3; i++) {
      http1.add(Http1Endpoint.answering(Answer::echo));
      http2.add(Http2Endpoint.answering(Answer::echo));
    }
  }

  @AfterEach
  void stop() throws Exception {
    for (int i = 0; i < 3; i++) {
      http1.get(i).close();
      http2.get(i).close();
    }
    proxy.close();
  }

  /** Two of the three endpoints of each kind: never the one whose turn it is. */
  private Upstream[] upstreams(int turn) {
    Endpoint[] first = new Endpoint[2];
    Endpoint[] second = new Endpoint[2];
    for (int i = 0; i < 2; i++) {
      first[i] = http1.get((turn + 1 + i) % 3).endpoint();
      second[i] = http2.get((turn + 1 + i) % 3).endpoint();
    }
    return new Upstream[] {upstream("h1", first), over(Protocol.HTTP2, upstream("h2", second))};
  }

  private static List<VirtualHost> hosts(int turn) {
    VirtualHost one =
        turn % 2 == 0
            ? host("h1.test", prefix("/", "h1"))
            : host("h1.test", exact("/turn" + turn, "h2"), prefix("/", "h1"));
    return List.of(
        one, host("h2.test", prefix("/", "h2")), host("x" + turn + ".test", prefix("/", "h1")));
  }

  private Load load() throws IOException {
    Load load = new Load();
    for (int i = 0; i < CLIENTS / 4; i++) {
      load.with(proxy.http1(), client -> wrong(client, "h1.test"))
          .with(proxy.https1(), client -> wrong(client, "h2.test"))
          .with(proxy.http2(), client -> wrong(client, "h1.test"))
          .with(proxy.https2(), client -> wrong(client, "h2.test"));
    }
    return load;
  }

  private static String wrong(Client client, String host) throws IOException {
    Got got = client.send(Ask.post(host, "/echo", "body"));
    return got.status() == 200 && got.body().equals("body") ? "" : got.toString();
  }

  @Test
  void endpointsComeAndGoUnderLoad() throws Exception {
    proxy.publish(hosts(0), upstreams(0));
    try (Load load = load()) {
      load.ahead(CLIENTS);
      for (int turn = 1; turn <= CHANGES; turn++) {
        proxy.publish(hosts(0), upstreams(turn));
        load.pass(CLIENTS);
      }
      assertThat(load.failures()).isEmpty();
      assertThat(http1.getFirst().connections().total()).isPositive();
      assertThat(http2.getFirst().connections().total()).isPositive();
    }
    http1.get(CHANGES % 3).connections().await(0);
    http2.get(CHANGES % 3).connections().await(0);
  }

  @Test
  void routesComeAndGoUnderLoad() throws Exception {
    proxy.publish(hosts(0), upstreams(0));
    try (Load load = load()) {
      load.ahead(CLIENTS);
      for (int turn = 1; turn <= CHANGES; turn++) {
        proxy.publish(hosts(turn), upstreams(0));
        load.pass(CLIENTS);
      }
      assertThat(load.failures()).isEmpty();
    }
    try (Client client = proxy.http1()) {
      assertThat(client.send(Ask.get("x" + CHANGES + ".test", "/")).status()).isEqualTo(200);
      assertThat(client.send(Ask.get("x1.test", "/")).status()).isEqualTo(404);
    }
  }

  /** Catalogue L4: whoever has the address next gets a connection of its own. */
  @Test
  void anEndpointThatComesBackGetsNewConnections() throws Exception {
    Http1Endpoint endpoint = http1.getFirst();
    Upstream there = upstream("h1", endpoint.endpoint());
    List<VirtualHost> hosts = List.of(host("h1.test", prefix("/", "h1")));
    try (Client client = proxy.http1()) {
      proxy.publish(hosts, there);
      assertThat(client.send(Ask.get("h1.test", "/")).status()).isEqualTo(200);
      assertThat(client.send(Ask.get("h1.test", "/")).status()).isEqualTo(200);
      assertThat(endpoint.connections().total()).isEqualTo(1);
      proxy.publish(hosts, upstream("h1"));
      endpoint.connections().await(0);
      assertThat(client.send(Ask.get("h1.test", "/")).status()).isEqualTo(503);
      proxy.publish(hosts, there);
      assertThat(client.send(Ask.get("h1.test", "/")).status()).isEqualTo(200);
      assertThat(endpoint.connections().total()).isEqualTo(2);
    }
  }

  @Test
  void anExchangeEndsAtTheEndpointWhereItBegan() throws Exception {
    CountDownLatch reached = new CountDownLatch(2);
    CountDownLatch goOn = new CountDownLatch(1);
    Http1Endpoint.Script slow =
        wire -> {
          Http1Endpoint.read(wire);
          reached.countDown();
          goOn.await();
          Http1Endpoint.write(wire, "GET", Answer.ok("late"));
          wire.drain();
        };
    try (Http1Endpoint endpoint = Http1Endpoint.scripted(slow);
        Http1Client one = proxy.http1();
        var two = proxy.http2()) {
      proxy.publish(
          List.of(host("h1.test", prefix("/", "h1"))), upstream("h1", endpoint.endpoint()));
      one.sendHead(Ask.get("h1.test", "/"));
      Http2Exchange exchange = two.start(Ask.get("h1.test", "/"));
      assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
      proxy.publishNothing();
      goOn.countDown();
      assertThat(one.receive("GET").body()).isEqualTo("late");
      assertThat(exchange.whole().get(20, TimeUnit.SECONDS).body()).isEqualTo("late");
      endpoint.connections().await(0);
    }
  }
}
