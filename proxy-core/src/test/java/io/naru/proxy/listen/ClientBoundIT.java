package io.naru.proxy.listen;

import static io.naru.proxy.testkit.Tables.host;
import static io.naru.proxy.testkit.Tables.prefix;
import static io.naru.proxy.testkit.Tables.upstream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.ProxyFixture;
import io.naru.proxy.testkit.RawSocket;
import io.naru.proxy.testkit.peer.Answer;
import io.naru.proxy.testkit.peer.Ask;
import io.naru.proxy.testkit.peer.Http1Client;
import io.naru.proxy.testkit.peer.Http1Endpoint;
import io.naru.proxy.testkit.peer.Http2Client;
import io.naru.proxy.testkit.peer.Http2Exchange;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** As many clients as there may be, and one more. */
@ExtendWith(LeakGate.class)
class ClientBoundIT {
  private static final int MOST = 4;
  private static final Ask SLOW = Ask.get("a.test", "/slow");
  private static final Ask QUICK = Ask.get("a.test", "/quick");

  private final Semaphore answers = new Semaphore(0);
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    answers.release(1000);
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  private <T extends AutoCloseable> T opened(T one) {
    open.add(one);
    return one;
  }

  private ProxyFixture proxy(int loops) throws IOException {
    ProxyFixture proxy =
        opened(ProxyFixture.bounded(loops, new ConnectionBounds(MOST, 1000, 1000)));
    Http1Endpoint endpoint =
        opened(
            Http1Endpoint.answering(seen -> {
              if (seen.target().equals("/slow")) {
                answers.acquireUninterruptibly();
              }
              return Answer.ok("x");
            }));
    return proxy.publish(
        List.of(host("a.test", prefix("/", "up"))), upstream("up", endpoint.endpoint()));
  }

  /** Clients that had an answer and stay. */
  private List<Http1Client> idle(ProxyFixture proxy, int count) throws IOException {
    List<Http1Client> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Http1Client client = opened(proxy.http1());
      assertThat(client.send(QUICK).status()).isEqualTo(200);
      all.add(client);
    }
    return all;
  }

  /** Clients whose answer is not there yet. */
  private List<Http1Client> busy(ProxyFixture proxy, int count) throws IOException {
    List<Http1Client> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Http1Client client = opened(proxy.http1());
      client.sendHead(SLOW);
      all.add(client);
    }
    until(() -> answers.getQueueLength() == count);
    return all;
  }

  private static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + RawSocket.PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it did not become true").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static RawSocket.End endOf(RawSocket newcomer) {
    try {
      return newcomer.end();
    } catch (IOException e) {
      throw new AssertionError("still open", e);
    }
  }

  /** Whoever connected is taken in, and may be gone again. */
  private static void untilTakenIn(ProxyFixture proxy, int clients) {
    ClientConnections counts = proxy.server().clients();
    until(() -> counts.bound().open() + counts.evicted() == clients);
  }

  @Test
  void theLongestIdleConnectionMakesRoomForANewcomer() throws Exception {
    ProxyFixture proxy = proxy(1);
    List<Http1Client> all = idle(proxy, MOST);
    assertThat(all.getFirst().send(QUICK).status()).isEqualTo(200);
    assertThat(idle(proxy, 1)).hasSize(1);
    assertThatThrownBy(() -> all.get(1).wire().readStart()).isInstanceOf(EOFException.class);
    for (Http1Client stays : List.of(all.get(0), all.get(2), all.get(3))) {
      assertThat(stays.send(QUICK).status()).isEqualTo(200);
    }
    assertThat(proxy.server().clients().evicted()).isEqualTo(1);
    assertThat(proxy.server().clients().bound().open()).isEqualTo(MOST);
  }

  @Test
  void whoComesBackIsSparedBeforeWhoOnlyHolds() throws Exception {
    ProxyFixture proxy = proxy(1);
    Http1Client regular = idle(proxy, 1).getFirst();
    assertThat(regular.send(QUICK).status()).isEqualTo(200);
    idle(proxy, 3 * MOST);
    assertThat(regular.send(QUICK).status()).isEqualTo(200);
  }

  @Test
  void whoHasARequestUnderWayKeepsItsConnection() throws Exception {
    ProxyFixture proxy = proxy(1);
    List<Http1Client> busy = busy(proxy, MOST - 1);
    for (int i = 0; i < 10; i++) {
      idle(proxy, 1);
    }
    answers.release(busy.size());
    for (Http1Client each : busy) {
      assertThat(each.receive("GET").status()).isEqualTo(200);
    }
  }

  @Test
  void thoseWhoNeverSaidAnythingAreIdleToo() throws Exception {
    ProxyFixture proxy = proxy(1);
    for (int i = 0; i < MOST; i++) {
      opened(RawSocket.connect(proxy.port()));
      opened(RawSocket.connect(proxy.securePort()));
    }
    untilTakenIn(proxy, 2 * MOST);
    assertThat(idle(proxy, 1)).hasSize(1);
  }

  @Test
  void soAreThoseWhoStopInAHeadOrInAHandshake() throws Exception {
    ProxyFixture proxy = proxy(1);
    for (int i = 0; i < MOST; i++) {
      opened(RawSocket.connect(proxy.port())).send("GET / HT");
      opened(RawSocket.connect(proxy.securePort())).drip("\u0016\u0003\u0001\u0001");
    }
    untilTakenIn(proxy, 2 * MOST);
    assertThat(idle(proxy, 1)).hasSize(1);
  }

  @Test
  void anHttp2ConnectionWithoutAStreamMakesRoomAndOneWithAStreamDoesNot() throws Exception {
    ProxyFixture proxy = proxy(1);
    Http2Client busy = opened(proxy.http2());
    Http2Exchange slow = busy.start(SLOW);
    until(() -> answers.getQueueLength() == 1);
    Http2Client idle = opened(proxy.https2());
    assertThat(idle.send(QUICK).status()).isEqualTo(200);
    idle(proxy, MOST - 1);
    until(() -> !idle.connection().isOpen());
    answers.release();
    assertThat(slow.status().get().intValue()).isEqualTo(200);
  }

  @Test
  void whereNobodyIsIdleANewcomerWaitsAndIsServedWhenOneLeaves() throws Exception {
    ProxyFixture proxy = proxy(1);
    List<Http1Client> busy = busy(proxy, MOST);
    Http1Client newcomer = opened(proxy.http1());
    newcomer.sendHead(QUICK);
    until(() -> proxy.server().clients().delayed() == 1);
    assertThat(proxy.server().clients().bound().open()).isEqualTo(MOST);
    busy.getFirst().close();
    assertThat(newcomer.receive("GET").status()).isEqualTo(200);
  }

  @Test
  void whoeverFindsNoRoomIsLetInOrClosedWithinTwoSeconds() throws Exception {
    ProxyFixture proxy = proxy(2);
    busy(proxy, MOST);
    List<RawSocket> newcomers = new ArrayList<>();
    long began = System.nanoTime();
    for (int i = 0; i < 150; i++) {
      newcomers.add(opened(RawSocket.connect(proxy.port())));
    }
    newcomers.forEach(ClientBoundIT::endOf);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    assertThat(proxy.server().clients().refused()).isEqualTo(newcomers.size());
    answers.release(MOST);
    assertThat(idle(proxy, MOST)).hasSize(MOST);
  }

  @Test
  void idleConnectionsOfOtherLoopsMakeRoomToo() throws Exception {
    ProxyFixture proxy = proxy(4);
    for (int i = 0; i < 10 * MOST; i++) {
      idle(proxy, 1);
    }
    assertThat(proxy.server().clients().refused()).isZero();
  }
}
