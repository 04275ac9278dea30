package io.naru.proxy.listen;

import static io.naru.proxy.testkit.Tables.host;
import static io.naru.proxy.testkit.Tables.over;
import static io.naru.proxy.testkit.Tables.policies;
import static io.naru.proxy.testkit.Tables.prefix;
import static io.naru.proxy.testkit.Tables.under;
import static io.naru.proxy.testkit.Tables.upstream;
import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.buffer.BufferBudget;
import io.naru.proxy.policy.Timeouts;
import io.naru.proxy.testkit.BufferGauge;
import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.ProxyFixture;
import io.naru.proxy.testkit.peer.Answer;
import io.naru.proxy.testkit.peer.Ask;
import io.naru.proxy.testkit.peer.Got;
import io.naru.proxy.testkit.peer.Http1Client;
import io.naru.proxy.testkit.peer.Http1Endpoint;
import io.naru.proxy.testkit.peer.Http1Wire;
import io.naru.proxy.testkit.peer.Http2Client;
import io.naru.proxy.testkit.peer.Http2Endpoint;
import io.naru.proxy.testkit.peer.Http2Exchange;
import io.naru.proxy.testkit.peer.Http2Reply;
import io.naru.proxy.testkit.peer.Seen;
import io.naru.proxy.testkit.peer.TestEndpoint;
import io.naru.proxy.upstream.Protocol;
import io.naru.proxy.upstream.Upstream;
import io.naru.tls.select.UpstreamTls;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies in single bytes, each in a segment of its own, hold little more than they are. */
@ExtendWith(LeakGate.class)
class SingleBytesIT {
  private static final int BYTES = 10_000;
  private static final int MOST = 4 * BYTES;

  /** Less than a write queue holds before its producer has to wait. */
  private static final String BLOCK = "0123456789abcdef".repeat(4096);

  private static final Duration LONG = Duration.ofSeconds(60);

  private final BufferBudget buffers = ProxyFixture.ample();
  private final BufferGauge gauge = new BufferGauge(buffers);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private ProxyFixture proxy;

  /** The client's side of an upload. */
  private interface Upload extends AutoCloseable {
    void send(String part) throws IOException;

    Got end() throws IOException;

    @Override
    void close() throws IOException;
  }

  enum From {
    HTTP1,
    HTTP2
  }

  enum Towards {
    HTTP1_THAT_DOES_NOT_READ,
    HTTP2_THAT_DOES_NOT_READ,
    SLOW_TO_CONNECT;

    /** A stream's window ends sooner than what the kernel takes; all of ours is not to be used. */
    String block() {
      return this == HTTP2_THAT_DOES_NOT_READ ? BLOCK.substring(0, BLOCK.length() / 4) : BLOCK;
    }
  }

  @BeforeEach
  void start() throws Exception {
    proxy = ProxyFixture.oneLoop(buffers, gauge);
  }

  @AfterEach
  void stop() {
    goOn.countDown();
    proxy.close();
  }

  private void serve(Upstream upstream) {
    Timeouts patient = new Timeouts(LONG, LONG, LONG);
    proxy.publish(List.of(host("a.test", under(policies(patient), prefix("/", "up")))), upstream);
  }

  private Upload upload(From from) throws IOException {
    Ask ask = Ask.of("POST", "a.test", "/").streamed();
    return switch (from) {
      case HTTP1 -> chunked(proxy.http1(), ask);
      case HTTP2 -> {
        Http2Client client = proxy.http2();
        yield stream(client, client.open(ask));
      }
    };
  }

  private static Upload chunked(Http1Client client, Ask ask) throws IOException {
    client.sendHead(ask);
    return new Upload() {
      @Override
      public void send(String part) throws IOException {
        client.wire().write(Integer.toHexString(part.length()) + "\r\n" + part + "\r\n");
      }

      @Override
      public Got end() throws IOException {
        client.wire().write("0\r\n\r\n");
        return client.receive("POST");
      }

      @Override
      public void close() throws IOException {
        client.close();
      }
    };
  }

  private static Upload stream(Http2Client client, Http2Exchange exchange) {
    return new Upload() {
      @Override
      public void send(String part) {
        exchange.data(part, false);
      }

      @Override
      public Got end() throws IOException {
        exchange.data("", true);
        return Http2Client.await(exchange);
      }

      @Override
      public void close() {
        client.close();
      }
    };
  }

  private static Answer size(Seen request) {
    return Answer.ok(Integer.toString(request.body().length()));
  }

  private TestEndpoint endpoint(Towards towards) throws IOException {
    return switch (towards) {
      case HTTP1_THAT_DOES_NOT_READ -> Http1Endpoint.scripted(this::readLate);
      case HTTP2_THAT_DOES_NOT_READ -> Http2Endpoint.scripted(new StalledUntil());
      case SLOW_TO_CONNECT ->
          Http1Endpoint.scripted(wire -> {
            goOn.await();
            readLate(new Http1Wire(shaken(wire)));
          });
    };
  }

  private void readLate(Http1Wire wire) throws IOException, InterruptedException {
    wire.socket().setReceiveBufferSize(BLOCK.length());
    goOn.await();
    Seen request = Http1Endpoint.read(wire);
    Http1Endpoint.write(wire, "POST", size(request));
  }

  /** The handshake begins only now. */
  private SSLSocket shaken(Http1Wire wire) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            proxy
                .tls()
                .context()
                .getSocketFactory()
                .createSocket(wire.socket(), "127.0.0.1", wire.socket().getPort(), true);
    socket.setUseClientMode(false);
    return socket;
  }

  private final class StalledUntil implements Http2Endpoint.Script {
    @Override
    public void begun(Seen head, Http2Reply reply) {
      reply.stall();
      Thread.startVirtualThread(() -> {
        try {
          goOn.await();
          reply.resume();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      });
    }

    @Override
    public void whole(Seen request, Http2Reply reply) {
      reply.answer(size(request));
    }
  }

  private Upstream towards(Towards towards, TestEndpoint endpoint) {
    Upstream up = upstream("up", endpoint.endpoint());
    return switch (towards) {
      case HTTP1_THAT_DOES_NOT_READ -> up;
      case HTTP2_THAT_DOES_NOT_READ -> over(Protocol.HTTP2, up);
      case SLOW_TO_CONNECT -> over(UpstreamTls.DEFAULT, up);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP1, HTTP1_THAT_DOES_NOT_READ",
    "HTTP1, HTTP2_THAT_DOES_NOT_READ",
    "HTTP1, SLOW_TO_CONNECT",
    "HTTP2, HTTP1_THAT_DOES_NOT_READ",
    "HTTP2, HTTP2_THAT_DOES_NOT_READ",
    "HTTP2, SLOW_TO_CONNECT",
  })
  void anUploadInSingleBytesHoldsLittleMoreThanItIs(From from, Towards towards) throws Exception {
    try (TestEndpoint endpoint = endpoint(towards);
        Upload upload = upload(from, towards, endpoint)) {
      long sent = 0;
      while (towards != Towards.SLOW_TO_CONNECT
          && (sent <= BLOCK.length() || gauge.settled() == 0)) {
        upload.send(towards.block());
        sent += towards.block().length();
      }
      long before = gauge.settled();
      for (int i = 0; i < BYTES; i++) {
        upload.send("x");
        turn();
      }
      holdsLittleMore(before);
      CompletableFuture<Got> answer = CompletableFuture.supplyAsync(() -> end(upload));
      goOn.countDown();
      assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo(Long.toString(sent + BYTES));
    }
  }

  /** Has the proxy's loop turn once, so that each byte is a read of its own. */
  private void turn() {
    assertThat(gauge.held()).isNotNegative();
  }

  private void holdsLittleMore(long before) {
    assertThat(gauge.settled()).isBetween((long) BYTES, before + MOST);
  }

  private Upload upload(From from, Towards towards, TestEndpoint endpoint) throws IOException {
    serve(towards(towards, endpoint));
    return upload(from);
  }

  private static Got end(Upload upload) {
    try {
      return upload.end();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** An endpoint that writes chunks: large ones until they stall, then single bytes. */
  private void dribble(Http1Wire wire, CompletableFuture<Long> held) throws IOException {
    Http1Endpoint.read(wire);
    wire.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (long sent = 0; sent <= BLOCK.length() || gauge.settled() == 0; sent += BLOCK.length()) {
      wire.write(Integer.toHexString(BLOCK.length()) + "\r\n" + BLOCK + "\r\n");
    }
    long before = gauge.settled();
    for (int i = 0; i < BYTES; i++) {
      wire.write("1\r\nx\r\n");
      turn();
    }
    held.complete(before);
    wire.write("0\r\n\r\n");
    wire.drain();
  }

  @Test
  void anAnswerInSingleBytesToAClientThatDoesNotReadHoldsLittleMoreThanItIs() throws Exception {
    CompletableFuture<Long> held = new CompletableFuture<>();
    try (Http1Endpoint endpoint = Http1Endpoint.scripted(wire -> dribble(wire, held));
        Http1Client client = proxy.http1()) {
      serve(upstream("up", endpoint.endpoint()));
      client.sendHead(Ask.get("a.test", "/"));
      holdsLittleMore(held.get(60, TimeUnit.SECONDS));
      assertThat(client.receive("GET").body()).endsWith("f" + "x".repeat(BYTES));
    }
  }

  @Test
  void anAnswerInSingleBytesOnAStalledStreamHoldsLittleMoreThanItIs() throws Exception {
    CompletableFuture<Long> held = new CompletableFuture<>();
    try (Http1Endpoint endpoint = Http1Endpoint.scripted(wire -> dribble(wire, held));
        Http2Client client = proxy.http2()) {
      serve(upstream("up", endpoint.endpoint()));
      Http2Exchange exchange = client.start(Ask.get("a.test", "/"));
      exchange.stall();
      holdsLittleMore(held.get(60, TimeUnit.SECONDS));
      exchange.resume();
      assertThat(Http2Client.await(exchange).body()).endsWith("f" + "x".repeat(BYTES));
    }
  }
}
