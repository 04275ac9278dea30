package io.naru.proxy.listen;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One address that takes client connections.
 *
 * @param address an IP literal; empty is every address, of both families where the host has both
 * @param port 0 to 65535; 0 takes a free one
 * @param secure whether it speaks TLS
 * @param advertisedPort what clients see, where that is not the port
 */
public record Listener(
    Optional<String> address, int port, boolean secure, OptionalInt advertisedPort) {
  public Listener {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("not a port: " + port);
    }
  }

  public static Listener plain(int port) {
    return new Listener(Optional.empty(), port, false, OptionalInt.empty());
  }

  public static Listener secure(int port) {
    return new Listener(Optional.empty(), port, true, OptionalInt.empty());
  }

  public Listener on(String literal) {
    return new Listener(Optional.of(literal), port, secure, advertisedPort);
  }

  public Listener advertisedAs(int seen) {
    return new Listener(address, port, secure, OptionalInt.of(seen));
  }

  InetSocketAddress socketAddress(int actualPort) {
    return address
        .map(literal -> new InetSocketAddress(InetAddress.ofLiteral(literal), actualPort))
        .orElseGet(() -> new InetSocketAddress(actualPort));
  }

  @Override
  public String toString() {
    return address.orElse("*") + ":" + port;
  }
}
