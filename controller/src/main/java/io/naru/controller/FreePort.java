package io.naru.controller;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Ports of the loopback address that nobody has. Somebody may take one the moment after.
final class FreePort {
  private FreePort() {}

  /// The wished one, or another where it is taken.
  static int near(int wished) throws Refusal {
    try {
      return probe(wished);
    } catch (IOException _) {
      return any();
    }
  }

  private static int any() throws Refusal {
    try {
      return probe(0);
    } catch (IOException e) {
      throw Refusal.environment("There is no free port on 127.0.0.1: " + e.getMessage() + ".");
    }
  }

  private static int probe(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
      return socket.getLocalPort();
    }
  }
}
