package io.naru.proxy.listen;

import static io.naru.proxy.testkit.Tables.host;
import static io.naru.proxy.testkit.Tables.prefix;
import static io.naru.proxy.testkit.Tables.upstream;
import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.exchange.Exchange;
import io.naru.proxy.fault.Fault;
import io.naru.proxy.filter.Filter;
import io.naru.proxy.filter.Phase;
import io.naru.proxy.filter.Verdict;
import io.naru.proxy.head.Ascii;
import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.ProxyFixture;
import io.naru.proxy.testkit.peer.Answer;
import io.naru.proxy.testkit.peer.Ask;
import io.naru.proxy.testkit.peer.Http1Client;
import io.naru.proxy.testkit.peer.Http1Endpoint;
import io.naru.proxy.testkit.peer.Http2Client;
import io.naru.proxy.testkit.peer.Http2Exchange;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.internal.ThreadExecutorMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A filter takes its time: the exchange waits, and nothing else does. */
@ExtendWith(LeakGate.class)
class PendingFilterIT {
  private static final String BODY = "0123456789abcdef".repeat(20_000);

  private final BlockingQueue<Parked> parked = new LinkedBlockingQueue<>();
  private ProxyFixture proxy;
  private Http1Endpoint endpoint;

  /** A request that waits for the test's word. */
  private record Parked(EventExecutor loop, Filter.Resume resume) {
    void with(Verdict verdict) {
      loop.execute(() -> resume.with(verdict));
    }
  }

  /** Holds whatever asks for /wait, and marks all that it lets go. */
  private final class Parking implements Filter {
    @Override
    public Phase phase() {
      return Phase.REWRITE;
    }

    @Override
    public Verdict request(Exchange exchange, Resume resume) {
      exchange.requestEdits().set().add(Ascii.bytes("X-Seen"), Ascii.bytes("1"), 0, 1);
      if (!exchange.path().text().equals("/wait")) {
        return Verdict.CONTINUE;
      }
      EventExecutor loop = Optional.ofNullable(ThreadExecutorMap.currentExecutor()).orElseThrow();
      parked.add(new Parked(loop, resume));
      return Verdict.PENDING;
    }
  }

  @BeforeEach
  void start() throws Exception {
    proxy = ProxyFixture.oneLoop(new Parking());
    endpoint = Http1Endpoint.answering(Answer::echo);
    proxy.publish(List.of(host("a.test", prefix("/", "up"))), upstream("up", endpoint.endpoint()));
  }

  @AfterEach
  void stop() throws Exception {
    endpoint.close();
    proxy.close();
  }

  private Parked next() throws InterruptedException {
    return Optional.ofNullable(parked.poll(20, TimeUnit.SECONDS)).orElseThrow();
  }

  @Test
  void aRequestGoesOnWithTheBodyThatCameMeanwhile() throws Exception {
    try (Http1Client one = proxy.http1();
        Http2Client two = proxy.http2()) {
      one.sendHead(Ask.post("a.test", "/wait", BODY));
      one.wire().write(BODY.substring(0, 10_000));
      Http2Exchange exchange = two.start(Ask.post("a.test", "/wait", BODY));
      Parked first = next();
      Parked second = next();
      assertThat(two.send(Ask.post("a.test", "/", "others flow")).body()).isEqualTo("others flow");
      first.with(Verdict.CONTINUE);
      second.with(Verdict.CONTINUE);
      one.wire().write(BODY.substring(10_000));
      assertThat(one.receive("POST").body().equals(BODY)).isTrue();
      assertThat(Http2Client.await(exchange).body().equals(BODY)).isTrue();
      assertThat(endpoint.seen())
          .hasSize(3)
          .allSatisfy(seen -> assertThat(seen.fields().value("x-seen")).isEqualTo("1"));
    }
  }

  @Test
  void aRequestIsRefusedLate() throws Exception {
    try (Http1Client one = proxy.http1();
        Http2Client two = proxy.https2()) {
      one.sendHead(Ask.get("a.test", "/wait"));
      next().with(new Verdict.Refuse(new Fault.Denied("a test")));
      assertThat(one.receive("GET").status()).isEqualTo(503);
      Http2Exchange exchange = two.start(Ask.post("a.test", "/wait", BODY));
      next().with(new Verdict.Refuse(new Fault.Denied("a test")));
      assertThat(Http2Client.await(exchange).status()).isEqualTo(503);
      assertThat(endpoint.seen()).isEmpty();
      assertThat(one.send(Ask.get("a.test", "/")).status()).isEqualTo(200);
      assertThat(two.send(Ask.get("a.test", "/")).status()).isEqualTo(200);
    }
  }

  @Test
  void aWordThatComesAfterTheClientLeftIsTooLate() throws Exception {
    try (Http2Client two = proxy.http2()) {
      Http1Client one = proxy.http1();
      one.sendHead(Ask.post("a.test", "/wait", BODY));
      Parked first = next();
      Http2Exchange exchange = two.open(Ask.post("a.test", "/wait", BODY));
      exchange.data(BODY.substring(0, 20_000), false);
      Parked second = next();
      one.wire().reset();
      exchange.reset(Http2Error.CANCEL);
      // comes behind the reset on the same connection, so the proxy has seen that
      assertThat(two.send(Ask.get("a.test", "/")).status()).isEqualTo(200);
      first.with(Verdict.CONTINUE);
      second.with(Verdict.CONTINUE);
      assertThat(two.send(Ask.get("a.test", "/")).status()).isEqualTo(200);
      assertThat(endpoint.seen()).allSatisfy(seen -> assertThat(seen.target()).isEqualTo("/"));
    }
  }
}
