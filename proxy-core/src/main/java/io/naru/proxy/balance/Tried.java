package io.naru.proxy.balance;

import io.naru.proxy.upstream.Endpoint;
import java.util.ArrayList;
import java.util.List;

/** The endpoints that an exchange has tried already; as many as it has had attempts. */
public record Tried(List<Endpoint> endpoints) {
  public static final Tried NONE = new Tried(List.of());

  public Tried {
    endpoints = List.copyOf(endpoints);
  }

  public Tried and(Endpoint endpoint) {
    List<Endpoint> more = new ArrayList<>(endpoints);
    more.add(endpoint);
    return new Tried(more);
  }

  boolean has(Endpoint endpoint) {
    return !endpoints.isEmpty() && endpoints.contains(endpoint);
  }

  boolean isNone() {
    return endpoints.isEmpty();
  }
}
