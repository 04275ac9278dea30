package io.naru.controller.translate;

import io.naru.proxy.upstream.Balance;
import io.naru.proxy.upstream.Protocol;
import io.naru.proxy.upstream.Transport;

/// How the Services behind an Ingress are reached.
///
/// @param clusterAddress the Service's own address is the one endpoint (`service-upstream`)
public record BackendChoice(
    Protocol protocol, Transport transport, Balance balance, boolean clusterAddress) {
  public static final BackendChoice DEFAULT =
      new BackendChoice(Protocol.HTTP1, new Transport.Plain(), new Balance.RoundRobin(), false);
}
