package io.naru.controller.access;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URI;
import java.util.Optional;

/// Lets no request out that the list of permissions does not have: it would work for an
/// administrator, and fail in a cluster.
final class GrantedOnly implements Interceptor {
  private final Access access;

  GrantedOnly(Access access) {
    this.access = access;
  }

  /// @throws IllegalStateException for what is not granted, which is a defect of ours
  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    URI uri = request.uri();
    Optional<ApiRequest> asked = ApiRequest.of(request.method(), uri);
    if (asked.filter(this::granted).isEmpty()) {
      throw new IllegalStateException(
          "a defect: %s %s is not in the list of permissions".formatted(request.method(), uri));
    }
  }

  private boolean granted(ApiRequest asked) {
    return access.permissions().anyMatch(it -> covers(it, asked));
  }

  private boolean covers(Permission permission, ApiRequest asked) {
    return permission.verbs().contains(asked.verb())
        && permission.group().equals(asked.group())
        && permission.resource().equals(asked.resource())
        && reaches(permission, asked);
  }

  private boolean reaches(Permission permission, ApiRequest asked) {
    return switch (permission.reach()) {
      case CLUSTER, WATCHED -> true;
      case WATCHED_NAMESPACE -> access.namespace().equals(Optional.of(asked.name()));
      case CLUSTER_NAMED -> asked.name().equals(access.names().of(permission));
      case OWN -> asked.namespace().equals(access.names().namespace());
      case OWN_NAMED ->
          asked.namespace().equals(access.names().namespace())
              && asked.name().equals(access.names().of(permission));
    };
  }
}
