package io.naru.proxy.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.naru.proxy.testkit.peer.Tool;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The conformance suite h2spec 2.2.1, by prior knowledge on a plain port. */
@ExtendWith(Leaks.class)
class H2SpecIT {
  @Test
  void passesEveryTest() throws Exception {
    assertThat(run()).contains("145 tests, 145 passed, 0 skipped, 0 failed");
  }

  @Test
  void passesEveryTestOfTheStrictMode() throws Exception {
    assertThat(run("--strict")).contains("146 tests, 146 passed, 0 skipped, 0 failed");
  }

  private static String run(String... options) throws Exception {
    Tool h2spec = Tool.h2spec();
    assumeTrue(h2spec.isThere(), h2spec.whenMissing());
    try (TestServer server = TestServer.of(new EchoAcceptor())) {
      List<String> arguments = new ArrayList<>();
      arguments.addAll(
          List.of("-h", "127.0.0.1", "-p", Integer.toString(server.port()), "-o", "3"));
      arguments.addAll(List.of(options));
      return h2spec.run(arguments.toArray(String[]::new)).output();
    }
  }
}
