package io.naru.proxy.listen;

import static io.naru.proxy.testkit.Tables.host;
import static io.naru.proxy.testkit.Tables.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.match.PathMatch;
import io.naru.proxy.route.RouteAction;
import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.ProxyFixture;
import io.naru.proxy.testkit.RawSocket;
import io.naru.proxy.testkit.peer.Ask;
import io.naru.proxy.testkit.peer.Client;
import io.naru.proxy.testkit.peer.Got;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where clients are sent that leave out the slash at the end of a path (behaviour 4). */
@ExtendWith(LeakGate.class)
class SlashRedirectIT {
  private ProxyFixture proxy;

  @BeforeEach
  void start() throws Exception {
    proxy = ProxyFixture.start();
    proxy.publish(
        List.of(host("", route(new PathMatch.Exact("/p"), new RouteAction.AddSlash(301)))));
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/p, ://h.test/p/",
    "/p?a=/b, ://h.test/p/?a=/b",
    "/zz/..//p, ://h.test/p/",
    "//p, ://h.test/p/",
    "/%70, ://h.test/p/",
  })
  void theLocationIsTheNormalisedPathInTheConnectionsScheme(String target, String location)
      throws Exception {
    try (Client http1 = proxy.http1();
        Client https2 = proxy.https2()) {
      Got plain = http1.send(Ask.get("h.test:8080", target));
      assertThat(plain.status()).isEqualTo(301);
      assertThat(plain.fields().value("location")).isEqualTo("http" + location);
      Got secure = https2.send(Ask.get("h.test", target));
      assertThat(secure.fields().value("location")).isEqualTo("https" + location);
    }
  }

  @Test
  void withoutAHostItIsAPathAlone() throws Exception {
    try (RawSocket client = RawSocket.connect(proxy.port())) {
      client.send("GET /p HTTP/1.0\r\n\r\n");
      assertThat(client.takeUntil("\r\n\r\n"))
          .contains(" 301 Moved Permanently\r\n", "\r\nLocation: /p/\r\n");
    }
  }
}
