package io.naru.proxy.listen;

import static io.naru.proxy.testkit.Tables.host;
import static io.naru.proxy.testkit.Tables.policies;
import static io.naru.proxy.testkit.Tables.prefix;
import static io.naru.proxy.testkit.Tables.under;
import static io.naru.proxy.testkit.Tables.upstream;
import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.policy.Policies;
import io.naru.proxy.policy.Retry;
import io.naru.proxy.policy.Timeouts;
import io.naru.proxy.route.Route;
import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.ProxyFixture;
import io.naru.proxy.testkit.peer.Answer;
import io.naru.proxy.testkit.peer.Ask;
import io.naru.proxy.testkit.peer.Http1Client;
import io.naru.proxy.testkit.peer.Http1Endpoint;
import io.naru.proxy.upstream.Upstream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** As many connections to endpoints as there may be, and one more. */
@ExtendWith(LeakGate.class)
class EndpointBoundIT {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Policies CONNECT =
      policies(
          new Timeouts(Duration.ofMillis(300), LONG, LONG),
          new Retry(Set.of(), 1, Duration.ZERO, false));
  private static final Policies PATIENT = policies(new Timeouts(LONG, LONG, LONG));

  private final CountDownLatch answer = new CountDownLatch(1);
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    answer.countDown();
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  private <T extends AutoCloseable> T opened(T one) {
    open.add(one);
    return one;
  }

  private Http1Endpoint quick() throws IOException {
    return opened(Http1Endpoint.answering(_ -> Answer.ok("x")));
  }

  private Http1Endpoint slow() throws IOException {
    return opened(
        Http1Endpoint.answering(_ -> {
          try {
            answer.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return Answer.ok("x");
        }));
  }

  private ProxyFixture proxy(ConnectionBounds bounds, Policies policies, Http1Endpoint... all)
      throws IOException {
    return serving(ProxyFixture.bounded(2, bounds), policies, all);
  }

  /** The first endpoint is that of {@code /0}, and so on. */
  private ProxyFixture serving(ProxyFixture proxy, Policies policies, Http1Endpoint... all) {
    Route[] routes = new Route[all.length];
    Upstream[] upstreams = new Upstream[all.length];
    for (int i = 0; i < all.length; i++) {
      routes[i] = under(policies, prefix("/" + i, "up" + i));
      upstreams[i] = upstream("up" + i, all[i].endpoint());
    }
    return opened(proxy).publish(List.of(host("a.test", routes)), upstreams);
  }

  private List<Http1Client> asking(ProxyFixture proxy, String path, int count) throws IOException {
    List<Http1Client> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Http1Client client = opened(proxy.http1());
      client.sendHead(Ask.get("a.test", path));
      all.add(client);
    }
    return all;
  }

  private static void allHave(List<Http1Client> asking, int status) throws IOException {
    for (Http1Client each : asking) {
      assertThat(each.receive("GET").status()).isEqualTo(status);
    }
  }

  @Test
  void oneEndpointGetsNoMoreThanItsPartAndOthersAreServed() throws Exception {
    Http1Endpoint slow = slow();
    ProxyFixture proxy = proxy(new ConnectionBounds(100, 4, 2), PATIENT, slow, quick());
    List<Http1Client> waiting = asking(proxy, "/0", 10);
    slow.connections().await(2);
    for (int i = 0; i < 5; i++) {
      allHave(asking(proxy, "/1", 1), 200);
    }
    assertThat(slow.connections().total()).isEqualTo(2);
    answer.countDown();
    allHave(waiting, 200);
  }

  @Test
  void whoWaitsInVainIsToldInItsConnectTime() throws Exception {
    Http1Endpoint slow = slow();
    ProxyFixture proxy = proxy(new ConnectionBounds(100, 4, 2), CONNECT, slow);
    asking(proxy, "/0", 2);
    slow.connections().await(2);
    allHave(asking(proxy, "/0", 3), 503);
    assertThat(proxy.server().endpoints().metOfOne()).isPositive();
  }

  @Test
  void idleConnectionsMakeRoomForThoseThatAreNeeded() throws Exception {
    ProxyFixture proxy =
        proxy(new ConnectionBounds(100, 2, 2), PATIENT, quick(), quick(), quick(), quick());
    for (int i = 0; i < 40; i++) {
      allHave(asking(proxy, "/" + i % 4, 1), 200);
    }
    assertThat(proxy.server().endpoints().all().open()).isLessThanOrEqualTo(2);
  }

  @Test
  void aLongPollServiceOfOnePodHasHundredsOfOpenRequests() throws Exception {
    Http1Endpoint slow = slow();
    ProxyFixture proxy = serving(ProxyFixture.start(), Policies.DEFAULT, slow);
    List<Http1Client> waiting = asking(proxy, "/0", 600);
    slow.connections().await(600);
    answer.countDown();
    allHave(waiting, 200);
  }
}
