package io.naru.controller.compile;

import java.util.Set;

/// Ports of ours on the loopback address, to which no route may lead (catalogue B3).
record OwnPorts(Set<Integer> ports) {

  boolean forbid(IpLiteral address, int port) {
    return address.loopback() && ports.contains(port);
  }
}
