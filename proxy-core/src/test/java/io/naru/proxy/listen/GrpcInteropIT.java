package io.naru.proxy.listen;

import static io.naru.proxy.testkit.Tables.host;
import static io.naru.proxy.testkit.Tables.over;
import static io.naru.proxy.testkit.Tables.policies;
import static io.naru.proxy.testkit.Tables.prefix;
import static io.naru.proxy.testkit.Tables.under;
import static io.naru.proxy.testkit.Tables.upstream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.naru.proxy.policy.Timeouts;
import io.naru.proxy.testkit.ProxyFixture;
import io.naru.proxy.testkit.peer.GrpcEndpoint;
import io.naru.proxy.testkit.peer.TestTls;
import io.naru.proxy.testkit.peer.Tool;
import io.naru.proxy.upstream.Protocol;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The interop client of grpc-go through the proxy, on both ports, to grpc-java's server. */
class GrpcInteropIT {
  @TempDir private static Path folder;
  private static ProxyFixture proxy;
  private static GrpcEndpoint endpoint;

  @BeforeAll
  static void start() throws Exception {
    proxy = ProxyFixture.start();
    endpoint = GrpcEndpoint.plain();
    proxy.publish(
        List.of(host("", under(policies(Timeouts.DEFAULT), prefix("/", "up")))),
        over(Protocol.HTTP2, upstream("up", endpoint.endpoint())));
  }

  @AfterAll
  static void stop() {
    endpoint.close();
    proxy.close();
  }

  private static void passes(String test, int port, String... more) throws Exception {
    Tool client = Tool.grpcInteropClient();
    assumeTrue(client.isThere(), client.whenMissing());
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("-server_host=127.0.0.1");
    arguments.add("-server_port=" + port);
    arguments.add("-test_case=" + test);
    Tool.Run run = client.run(arguments.toArray(String[]::new));
    assertThat(run.status()).as("%s: %s", test, run.output()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "empty_unary",
        "large_unary",
        "client_streaming",
        "server_streaming",
        "ping_pong",
        "empty_stream",
        "timeout_on_sleeping_server",
        "cancel_after_begin",
        "cancel_after_first_response",
        "status_code_and_message",
        "special_status_message",
        "custom_metadata",
        "unimplemented_method",
        "unimplemented_service"
      })
  void theClientOfGrpcGoPasses(String test) throws Exception {
    passes(test, proxy.port());
    Path authority = Files.writeString(folder.resolve("ca.pem"), proxy.tls().authorityPem());
    passes(
        test,
        proxy.securePort(),
        "-use_tls",
        "-use_test_ca",
        "-ca_file=" + authority,
        "-server_host_override=" + TestTls.NAME);
  }
}
