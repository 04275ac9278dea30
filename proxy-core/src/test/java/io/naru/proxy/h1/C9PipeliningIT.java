package io.naru.proxy.h1;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.testkit.H1Front;
import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.RawSocket;
import io.naru.proxy.testkit.RecordedExchange;
import io.naru.proxy.testkit.RecordingAcceptor;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Catalogue C9: pipelined requests are served in order, from a bounded buffer. */
@ExtendWith(LeakGate.class)
class C9PipeliningIT {
  private static final int REQUESTS = 100_000;
  private static final int BATCH = 1000;

  private static H1Limits unlimited() {
    H1Limits d = H1Limits.DEFAULT;
    Duration time = Duration.ofSeconds(60);
    return new H1Limits(d.line(), d.head(), 2 * REQUESTS, d.window(), time, time, time, time);
  }

  @Test
  void aHundredThousandRequestsAreAnsweredInOrder() throws Exception {
    RecordingAcceptor acceptor =
        new RecordingAcceptor(
            new RecordedExchange.Behaviour() {
              @Override
              public void whole(RecordedExchange exchange) {
                exchange.reply(200, exchange.head().substring(5, exchange.head().indexOf(" a\n")));
              }
            });
    try (H1Front front = new H1Front(acceptor, unlimited());
        RawSocket client = front.connect()) {
      CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> sendAll(client));
      for (int i = 0; i < REQUESTS; i += BATCH) {
        String expected = answers(i);
        assertThat(client.take(expected.length())).isEqualTo(expected);
        for (int seen = 0; seen < BATCH; seen++) {
          assertThat(acceptor.poll()).isPresent();
        }
      }
      sent.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void aClientThatTakesNoAnswersIsGivenNoMore() throws Exception {
    String page = "x".repeat(4000);
    RecordingAcceptor acceptor =
        new RecordingAcceptor(
            new RecordedExchange.Behaviour() {
              @Override
              public void whole(RecordedExchange exchange) {
                exchange.reply(200, page);
              }
            });
    try (H1Front front = new H1Front(acceptor, idleSoon());
        RawSocket client = front.connect(16 * 1024)) {
      CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> sendAll(client));
      front.loop().untilPaused();
      assertThat(front.loop().unsent()).isLessThan(256 * 1024);
      // it is not idle: answers wait for it
      front.loop().advance(Duration.ofSeconds(20));
      for (int i = 0; i < BATCH; i++) {
        assertThat(client.response().body()).isEqualTo(page);
      }
      client.reset();
      sent.handle((_, _) -> true).get(10, TimeUnit.SECONDS);
    }
  }

  private static H1Limits idleSoon() {
    H1Limits d = unlimited();
    Duration idle = Duration.ofSeconds(5);
    return new H1Limits(
        d.line(), d.head(), d.requests(), d.window(), idle, d.bodyPause(), idle, d.sendPause());
  }

  private static String answers(int from) {
    StringBuilder answers = new StringBuilder();
    for (int i = from; i < from + BATCH; i++) {
      String body = String.valueOf(i);
      answers
          .append("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: ")
          .append(body.length())
          .append("\r\n\r\n")
          .append(body);
    }
    return answers.toString();
  }

  private static void sendAll(RawSocket client) {
    StringBuilder batch = new StringBuilder();
    try {
      for (int i = 0; i < REQUESTS; i++) {
        batch.append("GET /").append(i).append(" HTTP/1.1\r\nHost: a\r\n\r\n");
        if (batch.length() > 60_000 || i == REQUESTS - 1) {
          client.send(batch.toString());
          batch.setLength(0);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatWaitsBehindARequestIsBounded() throws Exception {
    try (H1Front front = H1Front.of(RecordingAcceptor.silent());
        RawSocket client = front.connect()) {
      long before = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      RecordedExchange first = front.acceptor().next();
      CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> sendAll(client));
      front.loop().untilPaused();
      assertThat(front.acceptor().poll()).isEmpty();
      assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() - before)
          .isLessThan(32L * 1024 * 1024);
      front.loop().run(() -> first.reply(200, "first"));
      assertThat(client.response().body()).isEqualTo("first");
      assertThat(front.acceptor().next().head()).startsWith("GET /0 a");
      client.reset();
      sent.handle((_, _) -> true).get(10, TimeUnit.SECONDS);
    }
  }
}
