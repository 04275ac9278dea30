package io.naru.proxy.listen;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteAddressTest {

  /** As RFC 5952 writes it and nginx too: endpoints compare it as text. */
  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7",
    "::1, ::1",
    "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "fe80::1%1, fe80::1",
    "::ffff:192.0.2.7, 192.0.2.7"
  })
  void anAddressHasOneForm(String address, String text) {
    EmbeddedChannel channel = new From(new InetSocketAddress(InetAddress.ofLiteral(address), 4711));
    assertThat(RemoteAddress.of(channel)).isEqualTo(text);
    channel.close();
  }

  private static final class From extends EmbeddedChannel {
    private final SocketAddress client;

    From(SocketAddress client) {
      this.client = client;
    }

    @Override
    public SocketAddress remoteAddress() {
      return client;
    }
  }
}
