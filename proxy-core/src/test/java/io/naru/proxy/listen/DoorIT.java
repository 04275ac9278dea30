package io.naru.proxy.listen;

import static io.naru.proxy.testkit.Tables.host;
import static io.naru.proxy.testkit.Tables.prefix;
import static io.naru.proxy.testkit.Tables.upstream;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.ProxyFixture;
import io.naru.proxy.testkit.RawSocket;
import io.naru.proxy.testkit.peer.Answer;
import io.naru.proxy.testkit.peer.Ask;
import io.naru.proxy.testkit.peer.Got;
import io.naru.proxy.testkit.peer.Http1Client;
import io.naru.proxy.testkit.peer.Http1Endpoint;
import io.naru.proxy.testkit.peer.Http2Client;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ports, and what is spoken at them. */
@ExtendWith(LeakGate.class)
class DoorIT {
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  /** An empty SETTINGS frame. */
  private static final String SETTINGS = "\0\0\0\4\0\0\0\0\0";

  private ProxyFixture proxy;
  private Http1Endpoint endpoint;

  @BeforeEach
  void start() throws Exception {
    proxy = ProxyFixture.oneLoop();
    endpoint = Http1Endpoint.answering(Answer::echo);
    proxy.publish(
        List.of(host("a.test", prefix("/", "up")), host("empty.test", prefix("/", "none"))),
        upstream("up", endpoint.endpoint()),
        upstream("none"));
  }

  @AfterEach
  void stop() throws Exception {
    endpoint.close();
    proxy.close();
  }

  @Test
  void plainHttpOnTheTlsPortIsToldSo() throws Exception {
    try (Http1Client client = Http1Client.plain(proxy.securePort())) {
      Got got = client.send(Ask.get("a.test", "/"));
      assertThat(got.status()).isEqualTo(400);
      assertThat(got.body()).contains("The plain HTTP request was sent to HTTPS port");
      assertThat(client.wire().isEnded()).isTrue();
      assertThat(endpoint.seen()).isEmpty();
    }
  }

  /** RFC 7301 section 3.2: the alert stands before any answer, in a record of its own. */
  @Test
  void aClientHelloOfOtherProtocolsAloneGetsTheAlertForIt() throws Exception {
    try (RawSocket client = RawSocket.connect(proxy.securePort())) {
      client.send(hello("foo", "acme-tls/1"));
      assertThat(client.takeAll()).isEqualTo("\u0015\3\3\0\2\2x");
    }
  }

  @ParameterizedTest
  @CsvSource({"foo:http/1.1, http/1.1", "http/1.0, http/1.0", "'', ''"})
  void aClientWithAProtocolOfOursOrWithoutAnyIsServed(String offered, String chosen)
      throws Exception {
    try (SSLSocket socket =
        (SSLSocket)
            proxy
                .tls()
                .context()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), proxy.securePort())) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(
          offered.isEmpty() ? new String[0] : offered.split(":", -1));
      socket.setSSLParameters(parameters);
      try (RawSocket client = new RawSocket(socket)) {
        client.send("GET / HTTP/1.1\r\nHost: a.test\r\n\r\n");
        assertThat(client.response().status()).isEqualTo(200);
        assertThat(socket.getApplicationProtocol()).isEqualTo(chosen);
      }
    }
  }

  private byte[] hello(String... offered) throws Exception {
    SSLEngine engine = proxy.tls().context().createSSLEngine();
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setApplicationProtocols(offered);
    engine.setSSLParameters(parameters);
    ByteBuffer out = ByteBuffer.allocate(1 << 15);
    engine.wrap(ByteBuffer.allocate(0), out);
    return Arrays.copyOf(out.array(), out.position());
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> proxy.server().listen(Listener.plain(port).on("127.0.0.1")))
          .isInstanceOf(BindFailure.class)
          .hasMessageContaining("127.0.0.1:" + port)
          .hasMessageContaining("Address already in use");
    }
  }

  @Test
  void aPortOfAnotherServerIsNotShared() {
    assertThatThrownBy(() -> proxy.server().listen(Listener.plain(proxy.port()).on("127.0.0.1")))
        .isInstanceOf(BindFailure.class);
    try (ProxyFixture other = ProxyFixture.start()) {
      assertThatThrownBy(() -> other.server().listen(Listener.plain(proxy.port()).on("127.0.0.1")))
          .isInstanceOf(BindFailure.class);
    } catch (BindFailure e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void portZeroIsAFreePort() throws Exception {
    InetSocketAddress one = proxy.server().listen(Listener.plain(0).on("127.0.0.1"));
    assertThat(one.getPort()).isPositive().isNotEqualTo(proxy.port());
    try (Http1Client client = Http1Client.plain(one.getPort())) {
      assertThat(client.send(Ask.get("a.test", "/")).status()).isEqualTo(200);
    }
    assertThat(endpoint.seen().remove().fields().value("x-forwarded-port"))
        .isEqualTo(Integer.toString(one.getPort()));
  }

  @Test
  void anAdvertisedPortIsTheOneThatIsTold() throws Exception {
    Listener listener = Listener.plain(0).on("127.0.0.1").advertisedAs(80);
    int port = proxy.server().listen(listener).getPort();
    try (Http1Client client = Http1Client.plain(port)) {
      assertThat(client.send(Ask.get("a.test", "/")).status()).isEqualTo(200);
    }
    assertThat(endpoint.seen().remove().fields().value("x-forwarded-port")).isEqualTo("80");
  }

  @Test
  void whatHasNoRouteOrNoEndpointIsAnsweredAndTheConnectionGoesOn() throws Exception {
    try (Http1Client one = proxy.http1();
        Http2Client two = proxy.https2()) {
      assertThat(one.send(Ask.get("other.test", "/")).status()).isEqualTo(404);
      assertThat(one.send(Ask.post("empty.test", "/", "body")).status()).isEqualTo(503);
      assertThat(one.send(Ask.get("a.test", "/")).status()).isEqualTo(200);
      assertThat(two.send(Ask.get("other.test", "/")).status()).isEqualTo(404);
      assertThat(two.send(Ask.post("empty.test", "/", "body")).status()).isEqualTo(503);
      assertThat(two.send(Ask.get("a.test", "/")).status()).isEqualTo(200);
    }
  }

  @Test
  void thePrefaceIsKnownWhereverItIsSplit() throws Exception {
    for (int split = 1; split < PREFACE.length(); split++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
        write(socket, PREFACE.substring(0, split));
        write(socket, PREFACE.substring(split) + SETTINGS);
        assertThat(frameType(socket.getInputStream())).as("split at %s", split).isEqualTo(4);
      }
    }
  }

  private static void write(Socket socket, String text) throws Exception {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private static int frameType(InputStream in) throws Exception {
    return in.readNBytes(9)[3];
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PRI / HTTP/1.1\r\nHost: a.test\r\n\r\n",
        "PRI * HTTP/1.1\r\nHost: a.test\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n",
        "PRI * HTTP/2.0\r\nHost: a.test\r\n\r\n",
        "PRINT / HTTP/1.1\r\nHost: a.test\r\n\r\n"
      })
  void whatOnlyLooksLikeThePrefaceIsHttp1(String request) throws Exception {
    try (Http1Client client = proxy.http1()) {
      client.wire().write(request);
      assertThat(client.wire().readStart().line()).startsWith("HTTP/1.1 ");
    }
  }

  @Test
  void aClientThatSaysNothingHarmsNobody() throws Exception {
    try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        Socket half = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        Socket silentTls = new Socket(InetAddress.getLoopbackAddress(), proxy.securePort());
        Http1Client client = proxy.http1()) {
      write(half, PREFACE.substring(0, 10));
      assertThat(client.send(Ask.get("a.test", "/")).status()).isEqualTo(200);
      assertThat(silent.isConnected() && silentTls.isConnected()).isTrue();
    }
  }
}
