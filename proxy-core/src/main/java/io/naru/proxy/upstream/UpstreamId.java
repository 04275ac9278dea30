package io.naru.proxy.upstream;

/**
 * Who an upstream is and how it is reached. Opaque: pools, balancer state and health are kept under
 * it for as long as some table names it, whatever else of the upstream changes.
 */
public record UpstreamId(String value) {
  public UpstreamId {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("an upstream id is not empty");
    }
  }
}
