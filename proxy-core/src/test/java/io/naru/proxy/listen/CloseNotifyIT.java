package io.naru.proxy.listen;

import static io.naru.proxy.testkit.Tables.host;
import static io.naru.proxy.testkit.Tables.over;
import static io.naru.proxy.testkit.Tables.prefix;
import static io.naru.proxy.testkit.Tables.upstream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.ProxyFixture;
import io.naru.proxy.testkit.RawSocket;
import io.naru.proxy.testkit.peer.Ask;
import io.naru.proxy.testkit.peer.Client;
import io.naru.proxy.testkit.peer.Got;
import io.naru.proxy.upstream.Endpoint;
import io.naru.tls.select.UpstreamTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Under TLS, a body that ends with its connection ends with close_notify alone (RFC 8446 6.1). */
@ExtendWith(LeakGate.class)
class CloseNotifyIT {
  private ProxyFixture proxy;
  private ServerSocket listener;

  @BeforeEach
  void start() throws Exception {
    proxy = ProxyFixture.oneLoop();
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    proxy.publish(
        List.of(host("a.test", prefix("/", "up"))),
        over(
            UpstreamTls.DEFAULT,
            upstream("up", new Endpoint("127.0.0.1", listener.getLocalPort()))));
  }

  @AfterEach
  void stop() throws Exception {
    listener.close();
    proxy.close();
  }

  /** Each connection gets the text; then it ends with close_notify, or with a FIN alone. */
  private void answer(String text, boolean notify) {
    Thread.startVirtualThread(() -> {
      try {
        while (true) {
          Socket plain = listener.accept();
          SSLSocket tls =
              (SSLSocket) proxy.tls().context().getSocketFactory().createSocket(plain, null, true);
          RawSocket peer = new RawSocket(tls);
          peer.takeUntil("\r\n\r\n");
          peer.send(text);
          (notify ? tls : plain).close();
        }
      } catch (IOException over) {
        // the test's end
      }
    });
  }

  private List<Client> clients() throws IOException {
    return List.of(proxy.http1(), proxy.http2());
  }

  @Test
  void aFinAloneCutsABodyWithoutFraming() throws Exception {
    answer("HTTP/1.0 200 OK\r\n\r\nhalf", false);
    for (Client client : clients()) {
      try (client) {
        assertThatThrownBy(() -> client.send(Ask.get("a.test", "/")))
            .isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void closeNotifyEndsIt() throws Exception {
    answer("HTTP/1.0 200 OK\r\n\r\nwhole", true);
    for (Client client : clients()) {
      try (client) {
        Got got = client.send(Ask.get("a.test", "/"));
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.body()).isEqualTo("whole");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\n\r\nwhole",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nwhole\r\n0\r\n\r\n"
      })
  void aFramedBodyNeedsNone(String rest) throws Exception {
    answer("HTTP/1.1 200 OK\r\nConnection: close\r\n" + rest, false);
    for (Client client : clients()) {
      try (client) {
        assertThat(client.send(Ask.get("a.test", "/")).body()).isEqualTo("whole");
      }
    }
  }

  @Test
  void aFramedBodyThatIsShortIsCutInEitherCase() throws Exception {
    answer("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", true);
    for (Client client : clients()) {
      try (client) {
        assertThatThrownBy(() -> client.send(Ask.get("a.test", "/")))
            .isInstanceOf(IOException.class);
      }
    }
  }
}
