package io.naru.proxy.h1;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.head.Fields;
import io.naru.proxy.testkit.Attempt;
import io.naru.proxy.testkit.H1Front;
import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.RecordedExchange;
import io.naru.proxy.testkit.RecordedResponse;
import io.naru.proxy.testkit.ScriptedEndpoint;
import io.naru.proxy.testkit.TestLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Catalogue C10: what stands in trailers is never taken for what stands in a head. */
@ExtendWith(LeakGate.class)
class C10TrailersIT {
  private static final String POST =
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {"X-Forwarded-For", "Authorization", "Content-Length", "Host", "X_Forwarded_For"})
  void aTrailerIsNotMergedIntoTheHead(String name) throws Exception {
    try (H1Front front = H1Front.echo()) {
      assertThat(front.ask(POST + name + ": 5\r\n\r\n")).isEqualTo("200");
      RecordedExchange exchange = front.acceptor().next();
      assertThat(exchange.head()).isEqualTo("POST / a\nHost: a\nTransfer-Encoding: chunked\n");
      assertThat(exchange.body()).isEqualTo("ok");
    }
  }

  @Test
  void requestTrailersAreNotForwardedOverHttp11() throws Exception {
    CompletableFuture<String> seen = new CompletableFuture<>();
    try (TestLoop loop = new TestLoop();
        ScriptedEndpoint endpoint =
            new ScriptedEndpoint(peer -> {
              peer.takeUntil("\r\n\r\n");
              seen.complete(peer.takeUntil("\r\n\r\n"));
              peer.send("HTTP/1.1 204 No Content\r\n\r\n");
              peer.end();
            })) {
      Attempt attempt = Attempt.on(loop, endpoint);
      RecordedResponse response = attempt.send(Parsed.chunkedPost(), false);
      attempt.body("ok", false);
      loop.run(() -> attempt.stream().trailers(Fields.of("X-Forwarded-For", "1.2.3.4")));
      assertThat(response.end()).isEqualTo("204");
      assertThat(seen.get(10, TimeUnit.SECONDS)).isEqualTo("2\r\nok\r\n0\r\n\r\n");
      attempt.channel().close();
    }
  }
}
