package io.naru.proxy.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.proxy.testkit.peer.Answer;
import io.naru.proxy.testkit.peer.Ask;
import io.naru.proxy.testkit.peer.Client;
import io.naru.proxy.testkit.peer.Http1Client;
import io.naru.proxy.testkit.peer.Http1Endpoint;
import io.naru.proxy.testkit.peer.Http2Client;
import io.naru.proxy.testkit.peer.Http2Exchange;
import io.naru.proxy.testkit.peer.Seen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** File descriptors run out, whatever the bounds say, and are there again. */
class DescriptorsIT {
  private static final int DESCRIPTORS = 400;
  private static final Ask SLOW = Ask.get("a.test", "/slow");
  private static final Ask QUICK = Ask.get("a.test", "/quick");

  private final CountDownLatch answer = new CountDownLatch(1);

  private Answer answer(Seen seen) {
    try {
      if (seen.target().equals("/slow")) {
        answer.await();
      }
      return Answer.ok("x");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** They are files here: what is needed without descriptors has to be there before. */
  private static void loadClasses(FewDescriptors proxy, Http2Client http2) throws IOException {
    try (Http1Client http1 = Http1Client.plain(proxy.port())) {
      for (Client client : List.of(http1, http2)) {
        assertThat(client.send(QUICK).status()).isEqualTo(200);
        assertThat(client.send(Ask.get("a.test", "/refused")).status()).isEqualTo(502);
      }
    }
  }

  @Test
  void whoAsksMeanwhileIsAnsweredAndTheSameUpstreamServesAgain() throws Exception {
    List<Http1Client> greedy = new ArrayList<>();
    try (Http1Endpoint endpoint = Http1Endpoint.answering(this::answer);
        FewDescriptors proxy = FewDescriptors.start(DESCRIPTORS, endpoint.endpoint());
        Http2Client busy = Http2Client.plain(proxy.port())) {
      loadClasses(proxy, busy);
      Http2Exchange slow = busy.start(SLOW);
      endpoint.connections().await(1);
      // each takes two: its own, and one to the endpoint
      for (int i = 0; i < DESCRIPTORS; i++) {
        Http1Client client = Http1Client.plain(proxy.port());
        client.sendHead(SLOW);
        greedy.add(client);
      }
      proxy.untilNoneIsLeft(DESCRIPTORS);
      assertThat(busy.send(QUICK).status()).isIn(200, 503);
      assertThat(endpoint.connections().value()).isLessThan(DESCRIPTORS / 2);
      answer.countDown();
      for (Http1Client client : greedy) {
        client.close();
      }
      assertThat(Http2Client.await(slow).status()).isEqualTo(200);
      assertThat(busy.send(QUICK).status()).isEqualTo(200);
      try (Http1Client newcomer = Http1Client.plain(proxy.port())) {
        assertThat(newcomer.send(QUICK).status()).isEqualTo(200);
      }
    }
  }
}
