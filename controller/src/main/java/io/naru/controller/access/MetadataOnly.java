package io.naru.controller.access;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.Optional;

/// Has the server leave out what is in Secrets and ConfigMaps, wherever many are listed or any are
/// watched: anybody may store a gigabyte in them, and hardly any of it concerns us. One that is
/// listed by its name comes whole.
final class MetadataOnly implements Interceptor {
  static final String ACCEPT_LIST =
      "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io";
  private static final String ACCEPT_OBJECT =
      "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io";
  private static final String BY_NAME = "metadata.name=";

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    ApiRequest.of(request.method(), request.uri())
        .filter(MetadataOnly::isLarge)
        .flatMap(it -> accept(it, request))
        .ifPresent(it -> builder.setHeader("Accept", it));
  }

  private static boolean isLarge(ApiRequest asked) {
    return asked.group().isEmpty()
        && (asked.resource().equals("secrets") || asked.resource().equals("configmaps"));
  }

  private static Optional<String> accept(ApiRequest asked, HttpRequest request) {
    return switch (asked.verb()) {
      case WATCH -> Optional.of(ACCEPT_OBJECT);
      case LIST -> isOne(request) ? Optional.empty() : Optional.of(ACCEPT_LIST);
      case GET, CREATE, UPDATE, PATCH, DELETE -> Optional.empty();
    };
  }

  private static boolean isOne(HttpRequest request) {
    return Optional.ofNullable(request.uri().getQuery())
        .filter(it -> it.contains(BY_NAME))
        .isPresent();
  }
}
