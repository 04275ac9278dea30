package io.naru.proxy.listen;

import static io.naru.proxy.testkit.Tables.host;
import static io.naru.proxy.testkit.Tables.prefix;
import static io.naru.proxy.testkit.Tables.upstream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.ProxyFixture;
import io.naru.proxy.testkit.peer.Answer;
import io.naru.proxy.testkit.peer.Http1Endpoint;
import io.naru.proxy.testkit.peer.Tool;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** h2spec 2.2.1 through the whole proxy, on both ports, to an endpoint behind it. */
@ExtendWith(LeakGate.class)
class H2SpecFrontIT {
  private static final String ALL = "146 tests, 146 passed, 0 skipped, 0 failed";
  private static final String ALL_BUT_ONE = "146 tests, 145 passed, 0 skipped, 1 failed";

  private ProxyFixture proxy;
  private Http1Endpoint endpoint;

  @BeforeEach
  void start() throws Exception {
    proxy = ProxyFixture.start();
    endpoint = Http1Endpoint.answering(_ -> Answer.ok("0123456789"));
    proxy.publish(List.of(host("", prefix("/", "up"))), upstream("up", endpoint.endpoint()));
  }

  @AfterEach
  void stop() throws Exception {
    endpoint.close();
    proxy.close();
  }

  private static String run(int port, String... more) throws Exception {
    Tool h2spec = Tool.h2spec();
    assumeTrue(h2spec.isThere(), h2spec.whenMissing());
    List<String> arguments = new ArrayList<>(List.of("--strict", "-o", "3", "-h", "127.0.0.1"));
    arguments.addAll(List.of("-p", Integer.toString(port)));
    arguments.addAll(List.of(more));
    return h2spec.run(arguments.toArray(String[]::new)).output();
  }

  /**
   * On the port that HTTP/1.1 shares, what begins with anything but the preface is a request of
   * HTTP/1.1, and a malformed one is told so (catalogue C12) before its connection is closed.
   */
  @Test
  void thePlainPortPassesByPriorKnowledgeAllButAPrefaceThatIsNone() throws Exception {
    assertThat(run(proxy.port()))
        .contains(ALL_BUT_ONE)
        .contains("\u00d7 2: Sends invalid connection preface")
        .contains("looked like an HTTP/1.1 header");
  }

  @Test
  void theTlsPortPasses() throws Exception {
    assertThat(run(proxy.securePort(), "-t", "-k")).contains(ALL);
  }
}
