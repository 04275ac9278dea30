package io.naru.proxy.listen;

import static io.naru.proxy.testkit.Tables.host;
import static io.naru.proxy.testkit.Tables.policies;
import static io.naru.proxy.testkit.Tables.prefix;
import static io.naru.proxy.testkit.Tables.under;
import static io.naru.proxy.testkit.Tables.upstream;
import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.policy.Timeouts;
import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.ProxyFixture;
import io.naru.proxy.testkit.peer.Ask;
import io.naru.proxy.testkit.peer.Http1Client;
import io.naru.proxy.testkit.peer.Http1Endpoint;
import io.naru.proxy.testkit.peer.Http1Wire;
import io.naru.proxy.testkit.peer.Http2Client;
import io.naru.proxy.testkit.peer.Http2Exchange;
import io.naru.proxy.testkit.peer.Pump;
import io.naru.proxy.testkit.peer.TestEndpoint;
import io.naru.proxy.upstream.Endpoint;
import io.netty.handler.codec.http2.Http2Error;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is fast is held back by who is slow: what lies between them is bounded. */
@ExtendWith(LeakGate.class)
class BackpressureIT {
  private static final long BODY = 64L << 20;

  /** Far below the body, and above what the kernel's buffers of two connections can hold. */
  private static final long ACCEPTED = 24L << 20;

  /** What the proxy may hold of one exchange: what is on its way, and the write queue behind it. */
  private static final long HELD = 1L << 20;

  private ProxyFixture proxy;

  @BeforeEach
  void start() throws Exception {
    proxy = ProxyFixture.oneLoop();
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  private void serve(int port) {
    proxy.publish(
        List.of(host("a.test", under(policies(Timeouts.DEFAULT), prefix("/", "up")))),
        upstream("up", new Endpoint("127.0.0.1", port)));
  }

  private long used() {
    return proxy.server().buffers().used();
  }

  /** An endpoint that answers with the body as fast as it is taken. */
  private static CompletableFuture<Pump> producing(ServerSocketChannel server) {
    CompletableFuture<Pump> pump = new CompletableFuture<>();
    Thread.startVirtualThread(() -> {
      try {
        SocketChannel channel = server.accept();
        Http1Endpoint.read(new Http1Wire(channel.socket()));
        Pump made = new Pump(channel, BODY);
        made.write("HTTP/1.1 200 OK\r\nContent-Length: " + BODY + "\r\n\r\n");
        pump.complete(made);
      } catch (Exception e) {
        pump.completeExceptionally(e);
      }
    });
    return pump;
  }

  private static ServerSocketChannel listen() throws Exception {
    return ServerSocketChannel.open()
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @Test
  void aClientThatDoesNotReadHoldsItsEndpointBack() throws Exception {
    try (ServerSocketChannel server = listen();
        Http1Client client = proxy.http1()) {
      serve(server.socket().getLocalPort());
      long before = used();
      CompletableFuture<Pump> producing = producing(server);
      client.sendHead(Ask.get("a.test", "/"));
      try (Pump pump = producing.get(20, TimeUnit.SECONDS)) {
        assertThat(pump.untilStalled()).isLessThan(ACCEPTED);
        assertThat(used() - before).isLessThan(HELD);
        CompletableFuture<Void> rest = CompletableFuture.runAsync(pump::untilDone);
        client.wire().readStart();
        for (long left = BODY; left > 0; left -= 1 << 20) {
          client.wire().read(1 << 20);
        }
        rest.get(20, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void aStreamThatIsNotReadHoldsItsEndpointBack() throws Exception {
    try (ServerSocketChannel server = listen();
        Http2Client client = proxy.http2()) {
      serve(server.socket().getLocalPort());
      long before = used();
      CompletableFuture<Pump> producing = producing(server);
      Http2Exchange exchange = client.start(Ask.get("a.test", "/"));
      exchange.stall();
      try (Pump pump = producing.get(20, TimeUnit.SECONDS)) {
        assertThat(pump.untilStalled()).isLessThan(ACCEPTED);
        assertThat(used() - before).isLessThan(HELD);
        exchange.reset(Http2Error.CANCEL);
      }
    }
  }

  @Test
  void anEndpointThatDoesNotReadHoldsItsClientBack() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    Http1Endpoint.Script slow =
        wire -> {
          Http1Wire.Start head = wire.readStart();
          goOn.await();
          for (long left = BODY; left > 0; left -= 1 << 20) {
            wire.read(1 << 20);
          }
          wire.write("HTTP/1.1 200 OK\r\nContent-Length: " + head.word(1).length() + "\r\n\r\n/");
        };
    try (TestEndpoint endpoint = Http1Endpoint.scripted(slow);
        SocketChannel channel =
            SocketChannel.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()));
        Pump pump = new Pump(channel, BODY)) {
      serve(endpoint.endpoint().port());
      long before = used();
      pump.write("POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: " + BODY + "\r\n\r\n");
      assertThat(pump.untilStalled()).isLessThan(ACCEPTED);
      assertThat(used() - before).isLessThan(HELD);
      goOn.countDown();
      pump.untilDone();
      assertThat(pump.readLine()).isEqualTo("HTTP/1.1 200 OK");
    }
  }
}
