package io.naru.proxy.listen;

import io.netty.channel.Channel;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;

/** A client's address as text. */
final class RemoteAddress {
  private RemoteAddress() {}

  /**
   * An IP literal in its canonical form (RFC 5952), without port and zone; {@code unknown} once the
   * client is gone already.
   */
  static String of(Channel channel) {
    if (channel.remoteAddress() instanceof InetSocketAddress address
        && address.getAddress() != null) {
      return NetUtil.toAddressString(address.getAddress());
    }
    return "unknown";
  }
}
