package io.naru.proxy.listen;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;

/** A client's address as text. */
final class RemoteAddress {
  private RemoteAddress() {}

  /** An IP literal without port and zone; {@code unknown} once the client is gone already. */
  static String of(Channel channel) {
    if (channel.remoteAddress() instanceof InetSocketAddress address
        && address.getAddress() != null) {
      String literal = address.getAddress().getHostAddress();
      int zone = literal.indexOf('%');
      return zone < 0 ? literal : literal.substring(0, zone);
    }
    return "unknown";
  }
}
