package io.naru.proxy.listen;

import static io.naru.proxy.testkit.Tables.host;
import static io.naru.proxy.testkit.Tables.prefix;
import static io.naru.proxy.testkit.Tables.upstream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.naru.proxy.policy.ClientLimits;
import io.naru.proxy.testkit.LeakGate;
import io.naru.proxy.testkit.ProxyFixture;
import io.naru.proxy.testkit.peer.Answer;
import io.naru.proxy.testkit.peer.Ask;
import io.naru.proxy.testkit.peer.Client;
import io.naru.proxy.testkit.peer.Http1Endpoint;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code large-client-header-buffers} means the same over both protocols. */
@ExtendWith(LeakGate.class)
class HeadLimitsIT {
  private ProxyFixture proxy;
  private Http1Endpoint endpoint;

  /** What a client speaks. */
  enum Protocol {
    HTTP_1 {
      @Override
      Client connect(ProxyFixture proxy) throws IOException {
        return proxy.http1();
      }
    },
    HTTP_2 {
      @Override
      Client connect(ProxyFixture proxy) {
        return proxy.http2();
      }
    };

    abstract Client connect(ProxyFixture proxy) throws IOException;
  }

  @BeforeEach
  void start() throws Exception {
    proxy = ProxyFixture.start();
    endpoint = Http1Endpoint.answering(Answer::echo);
  }

  @AfterEach
  void stop() throws Exception {
    endpoint.close();
    proxy.close();
  }

  private void buffers(int count, int size) {
    ClientLimits all = ClientLimits.DEFAULT;
    proxy.limit(
        new ClientLimits(
            all.requests(),
            all.idle(),
            all.headTime(),
            all.bodyPause(),
            size,
            count * size,
            all.streams(),
            all.http2(),
            all.drain()));
    proxy.publish(List.of(host("a.test", prefix("/", "up"))), upstream("up", endpoint.endpoint()));
  }

  /** Of characters that Huffman's code does not shorten, so that a byte is a byte. */
  private static Ask asking(int fields, int size) {
    Ask ask = Ask.get("a.test", "/");
    for (int i = 0; i < fields; i++) {
      ask = ask.with("x-large-" + i, "{".repeat(size));
    }
    return ask;
  }

  private boolean isServed(Protocol protocol, Ask ask) {
    try (Client client = protocol.connect(proxy)) {
      return client.send(ask).status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLineMayBeAsLongAsABuffer(Protocol protocol) {
    buffers(4, 1024);
    assertThat(isServed(protocol, asking(1, 1000))).isTrue();
    assertThat(isServed(protocol, asking(1, 2000))).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void aHeadMayBeAsLongAsAllBuffers(Protocol protocol) {
    buffers(4, 1024);
    assertThat(isServed(protocol, asking(3, 1000))).isTrue();
    assertThat(isServed(protocol, asking(5, 1000))).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void largerBuffersTakeLargerHeads(Protocol protocol) {
    buffers(8, 64 * 1024);
    assertThat(isServed(protocol, asking(7, 60_000))).isTrue();
    assertThat(isServed(protocol, asking(9, 60_000))).isFalse();
  }

  @Test
  void whatAFieldMayBeOverHttp2IsMeasuredAsItIsEncoded() throws Exception {
    buffers(4, 8 * 1024);
    try (Client client = proxy.http2()) {
      Ask ask = Ask.get("a.test", "/");
      assertThat(client.send(ask.with("x-large", "a".repeat(12_000))).status()).isEqualTo(200);
      assertThatThrownBy(() -> client.send(ask.with("x-large", "a".repeat(16_000))))
          .isInstanceOf(IOException.class);
    }
  }
}
