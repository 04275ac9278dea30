package io.naru.proxy.h1;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.head.Head;
import io.naru.proxy.head.HeadEdits;
import io.naru.proxy.testkit.Attempt;
import io.naru.proxy.testkit.H1Front;
import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.RawSocket;
import io.naru.proxy.testkit.RecordedExchange;
import io.naru.proxy.testkit.RecordedResponse;
import io.naru.proxy.testkit.RecordingAcceptor;
import io.naru.proxy.testkit.ScriptedEndpoint;
import io.naru.proxy.testkit.TestLoop;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bodies flow by credit: one mebibyte to a side that stalls is not in our memory. */
@ExtendWith(LeakGate.class)
class H1CreditIT {
  private static final int BODY = 1024 * 1024;
  private static final int WINDOW = H1Limits.DEFAULT.window();

  /** The largest part that one read brings, with room for another allocator. */
  private static final int ONE_READ = 256 * 1024;

  @AutoClose private final TestLoop loop = new TestLoop();

  private static final class Stalling implements RecordedExchange.Behaviour {
    @Override
    public void received(RecordedExchange exchange, int bytes) {}

    @Override
    public void whole(RecordedExchange exchange) {
      exchange.reply(200, String.valueOf(exchange.body().length()));
    }
  }

  @Test
  void aClientSendsAsMuchAsItWasGrantedAndOneReadMore() throws Exception {
    try (H1Front front = H1Front.of(new RecordingAcceptor(new Stalling()));
        RawSocket client = front.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + BODY + "\r\n\r\n");
      CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(client, BODY));
      RecordedExchange exchange = front.acceptor().next();
      front.loop().untilPaused();
      int paused = front.loop().on(() -> exchange.body().length());
      assertThat(paused).isBetween(WINDOW, WINDOW + ONE_READ);
      front.loop().run(() -> exchange.client().grant(paused));
      front.loop().untilPaused();
      assertThat(front.loop().on(() -> exchange.body().length()))
          .isBetween(paused + WINDOW, paused + WINDOW + ONE_READ);
      front.loop().run(() -> exchange.client().grant(2 * BODY));
      assertThat(client.response().body()).isEqualTo(String.valueOf(BODY));
      sent.get(10, TimeUnit.SECONDS);
    }
  }

  private static void send(RawSocket socket, int size) {
    try {
      socket.send(new byte[size]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatAStalledClientDoesNotTakeIsNotGranted() throws Exception {
    int part = 64 * 1024;
    try (H1Front front = H1Front.of(RecordingAcceptor.silent());
        RawSocket client = front.connect(4096)) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      RecordedExchange exchange = front.acceptor().next();
      Head head = new Head();
      head.status(200);
      long size = 64L * BODY;
      head.contentLength(size);
      front.loop().run(() -> exchange.client().head(head, new HeadEdits(), false));
      long written = 0;
      // the exchange writes as long as all it wrote is granted again, as an endpoint would
      while (front.loop().on(exchange::granted) == written && written < size) {
        front
            .loop()
            .run(() -> exchange.client().data(Unpooled.wrappedBuffer(new byte[part]), false));
        written += part;
      }
      assertThat(written).isLessThan(size);
      long unsent = front.loop().unsent();
      long granted = front.loop().on(exchange::granted);
      assertThat(granted).isGreaterThanOrEqualTo(written - 2L * part);
      assertThat(unsent).isLessThan(4L * part);
      client.takeUntil("\r\n\r\n");
      client.take((int) written);
      long all = written;
      front.loop().until(() -> exchange.granted() == all);
    }
  }

  @Test
  void anEndpointSendsAsMuchAsItWasGrantedAndOneReadMore() throws Exception {
    CompletableFuture<String> again = new CompletableFuture<>();
    try (ScriptedEndpoint endpoint =
        new ScriptedEndpoint(peer -> {
          peer.takeUntil("\r\n\r\n");
          peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + BODY + "\r\n\r\n");
          peer.send(new byte[BODY]);
          again.complete(peer.takeUntil("\r\n\r\n"));
          peer.send("HTTP/1.1 204 No Content\r\n\r\n");
          peer.end();
        })) {
      Attempt attempt = Attempt.on(loop, endpoint);
      RecordedResponse response = attempt.send(Parsed.get());
      loop.untilPaused();
      assertThat(loop.on(response::received)).isBetween(WINDOW, WINDOW + ONE_READ);
      attempt.grant(BODY);
      assertThat(response.end()).hasSize(BODY + "200 []".length());
      assertThat(attempt.next()).isEqualTo("available");
      assertThat(attempt.send(Parsed.get()).end()).isEqualTo("204");
      assertThat(again).isCompleted();
      attempt.channel().close();
    }
  }

  /** A pooled connection that was left paused would stall its next user. */
  @Test
  void aConnectionReadsAgainWhateverItsLastRequestLeft() throws Exception {
    CompletableFuture<String> allButTheEnd = new CompletableFuture<>();
    try (ScriptedEndpoint endpoint =
        new ScriptedEndpoint(peer -> {
          peer.takeUntil("\r\n\r\n");
          peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          peer.send(Integer.toHexString(WINDOW - 1) + "\r\n");
          peer.send(new byte[WINDOW - 1]).send("\r\n");
          allButTheEnd.get(10, TimeUnit.SECONDS);
          // the last of the window and the end come in one read
          peer.send("1\r\nx\r\n0\r\n\r\n");
          peer.takeUntil("\r\n\r\n");
          peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
          peer.end();
        })) {
      Attempt attempt = Attempt.on(loop, endpoint);
      RecordedResponse response = attempt.send(Parsed.get());
      loop.until(() -> response.received() == WINDOW - 1);
      allButTheEnd.complete("");
      assertThat(response.end()).hasSize(WINDOW + "200 []".length());
      assertThat(attempt.next()).isEqualTo("available");
      assertThat(loop.on(() -> attempt.channel().config().isAutoRead())).isTrue();
      assertThat(attempt.send(Parsed.get()).end()).isEqualTo("200 [ok]");
      attempt.channel().close();
    }
  }

  @Test
  void whatAStalledEndpointDoesNotTakeIsNotGranted() throws Exception {
    CompletableFuture<String> goOn = new CompletableFuture<>();
    int part = 64 * 1024;
    try (ScriptedEndpoint endpoint =
        new ScriptedEndpoint(peer -> {
          peer.takeUntil("\r\n\r\n");
          goOn.get(10, TimeUnit.SECONDS);
          peer.takeUntil("0\r\n\r\n");
          peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
          peer.end();
        })) {
      Attempt attempt = Attempt.on(loop, endpoint);
      RecordedResponse response = attempt.send(Parsed.chunkedPost(), false);
      long written = 0;
      while (loop.on(response::granted) == written && written < 64L * BODY) {
        attempt.body("x".repeat(part), false);
        written += part;
      }
      assertThat(written).isLessThan(64L * BODY);
      goOn.complete("");
      long all = written;
      loop.until(() -> response.granted() == all);
      attempt.body("", true);
      assertThat(response.end()).isEqualTo("200 [ok]");
      attempt.channel().close();
    }
  }
}
