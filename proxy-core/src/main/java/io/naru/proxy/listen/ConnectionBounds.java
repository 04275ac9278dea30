package io.naru.proxy.listen;

/**
 * How many connections a server has open at most, each at least 1.
 *
 * @param clients from clients
 * @param endpoints to all endpoints together
 * @param endpoint to one endpoint
 */
public record ConnectionBounds(int clients, int endpoints, int endpoint) {
  public ConnectionBounds {
    if (clients < 1 || endpoints < 1 || endpoint < 1) {
      throw new IllegalArgumentException("no room for a connection");
    }
  }
}
