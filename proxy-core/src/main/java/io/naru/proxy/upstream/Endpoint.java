package io.naru.proxy.upstream;

/**
 * One address that takes requests.
 *
 * @param address an IP literal, v4 or v6 without brackets; never a name, because loops do not
 *     resolve
 * @param port 1 to 65535
 */
public record Endpoint(String address, int port) {
  public Endpoint {
    if (address.isEmpty()) {
      throw new IllegalArgumentException("an endpoint has an address");
    }
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
