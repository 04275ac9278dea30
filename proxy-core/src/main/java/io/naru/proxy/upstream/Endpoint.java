package io.naru.proxy.upstream;

import java.net.InetAddress;

/**
 * One address that takes requests.
 *
 * @param address an IP literal, v4 or v6 without brackets; never a name, because loops do not
 *     resolve
 * @param port 1 to 65535
 */
public record Endpoint(String address, int port) {

  /**
   * @throws IllegalArgumentException if the address is no literal, or the port out of range
   */
  public Endpoint {
    InetAddress.ofLiteral(address);
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("not a port: " + port);
    }
  }

  /** As in a URL: {@code 10.0.0.1:80}, {@code [fd00::1]:80}. */
  @Override
  public String toString() {
    return (address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + port;
  }
}
