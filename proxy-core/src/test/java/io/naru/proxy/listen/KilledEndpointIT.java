package io.naru.proxy.listen;

import static io.naru.proxy.testkit.Tables.host;
import static io.naru.proxy.testkit.Tables.over;
import static io.naru.proxy.testkit.Tables.prefix;
import static io.naru.proxy.testkit.Tables.upstream;
import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.ProxyFixture;
import io.naru.proxy.testkit.peer.Answer;
import io.naru.proxy.testkit.peer.Ask;
import io.naru.proxy.testkit.peer.Http1Client;
import io.naru.proxy.testkit.peer.Http1Endpoint;
import io.naru.proxy.testkit.peer.Http2Client;
import io.naru.proxy.testkit.peer.Http2Endpoint;
import io.naru.proxy.testkit.peer.Http2Exchange;
import io.naru.proxy.upstream.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One of two endpoints dies under load, as {@code kill -9} has it. */
@ExtendWith(LeakGate.class)
class KilledEndpointIT {
  private static final int CLIENTS = 8;
  private static final int REQUESTS = 600;
  private static final String BODY = "0123456789abcdef".repeat(2048);

  private final AtomicInteger whole = new AtomicInteger();
  private final AtomicInteger cut = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicBoolean killed = new AtomicBoolean();
  private ProxyFixture proxy;

  @BeforeEach
  void start() throws Exception {
    proxy = ProxyFixture.start();
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  /** What one client does until all requests are through. */
  private interface Work {
    void run() throws Exception;
  }

  /** Runs the clients, and kills when a third of the requests went through. */
  private void underLoad(Work client, Work kill) throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      threads.add(
          Thread.startVirtualThread(() -> {
            try {
              while (ended() < REQUESTS) {
                client.run();
                if (ended() > REQUESTS / 3 && killed.compareAndSet(false, true)) {
                  kill.run();
                }
              }
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          }));
    }
    for (Thread thread : threads) {
      assertThat(thread.join(Duration.ofSeconds(30))).as("a client ended").isTrue();
    }
    assertThat(failed).as("requests that failed without a byte, beside %s cut", cut).hasValue(0);
    assertThat(whole).hasValueGreaterThan(REQUESTS * 9 / 10);
    assertThat(killed).isTrue();
  }

  private int ended() {
    return whole.get() + cut.get() + failed.get();
  }

  @Test
  void ofHttp1EndpointsNoRequestIsLostThatMayBeRepeated() throws Exception {
    try (Http1Endpoint lives = Http1Endpoint.answering(_ -> Answer.ok(BODY));
        Http1Endpoint dies = Http1Endpoint.answering(_ -> Answer.ok(BODY))) {
      proxy.publish(
          List.of(host("a.test", prefix("/", "up"))),
          upstream("up", lives.endpoint(), dies.endpoint()));
      underLoad(this::connectionOfTen, dies::kill);
    }
  }

  private void connectionOfTen() throws IOException {
    try (Http1Client client = proxy.http1()) {
      for (int i = 0; i < 10; i++) {
        client.sendHead(Ask.get("a.test", "/"));
        int status = client.wire().readStart().status();
        if (status != 200) {
          failed.incrementAndGet();
          return;
        }
        if (!isWhole(client)) {
          return;
        }
      }
    } catch (IOException _) {
      failed.incrementAndGet();
    }
  }

  private boolean isWhole(Http1Client client) {
    try {
      client.wire().read(BODY.length());
      whole.incrementAndGet();
      return true;
    } catch (IOException _) {
      cut.incrementAndGet();
      return false;
    }
  }

  @Test
  void ofHttp2EndpointsNoRequestIsLostThatMayBeRepeated() throws Exception {
    Http2Endpoint dies = Http2Endpoint.answering(_ -> Answer.ok(BODY));
    try (Http2Endpoint lives = Http2Endpoint.answering(_ -> Answer.ok(BODY));
        Http2Client client = proxy.http2()) {
      proxy.publish(
          List.of(host("a.test", prefix("/", "up"))),
          over(Protocol.HTTP2, upstream("up", lives.endpoint(), dies.endpoint())));
      underLoad(() -> exchange(client), dies::close);
    }
  }

  private void exchange(Http2Client client) throws Exception {
    Http2Exchange exchange = client.start(Ask.get("a.test", "/"));
    if (statusOf(exchange) != 200) {
      failed.incrementAndGet();
      return;
    }
    try {
      exchange.whole().get(20, TimeUnit.SECONDS);
      whole.incrementAndGet();
    } catch (ExecutionException _) {
      cut.incrementAndGet();
    }
  }

  private static int statusOf(Http2Exchange exchange) throws Exception {
    try {
      return exchange.status().get(20, TimeUnit.SECONDS);
    } catch (ExecutionException _) {
      return 0;
    }
  }
}
