package io.naru.controller.access;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a request to an API server asks for, read from its method and its address as the server's
/// own authorisation reads it.
///
/// @param group of the API, empty for the core group
/// @param resource with its subresource if there is one
/// @param namespace empty for none or all
/// @param name empty for all objects
record ApiRequest(Verb verb, String group, String resource, String namespace, String name) {
  private static final Pattern VERSION = Pattern.compile("v\\d+((alpha|beta)\\d+)?");

  /// Empty for what is not a request about objects.
  static Optional<ApiRequest> of(String method, URI uri) {
    List<String> parts =
        Arrays.stream(uri.getPath().split("/")).filter(it -> !it.isEmpty()).toList();
    for (int i = 0; i < parts.size(); i++) {
      boolean core = parts.get(i).equals("api") && isVersion(parts, i + 1);
      if (core || parts.get(i).equals("apis") && isVersion(parts, i + 2)) {
        List<String> rest = parts.subList(i + (core ? 2 : 3), parts.size());
        return rest.isEmpty()
            ? Optional.empty()
            : Optional.of(about(method, uri, core ? "" : parts.get(i + 1), rest));
      }
    }
    return Optional.empty();
  }

  /// The first place that looks like an API counts: a server may live under a path, and a namespace
  /// may be called `api`.
  private static boolean isVersion(List<String> parts, int at) {
    return at < parts.size() && VERSION.matcher(parts.get(at)).matches();
  }

  private static ApiRequest about(String method, URI uri, String group, List<String> rest) {
    boolean inNamespace = rest.size() > 2 && rest.getFirst().equals("namespaces");
    List<String> own = inNamespace ? rest.subList(2, rest.size()) : rest;
    String name = own.size() > 1 ? own.get(1) : "";
    String resource =
        Stream.concat(Stream.of(own.getFirst()), own.stream().skip(2))
            .reduce((a, b) -> a + "/" + b)
            .orElseThrow();
    String query = Optional.ofNullable(uri.getQuery()).orElse("");
    return new ApiRequest(
        verb(method, name, query), group, resource, inNamespace ? rest.get(1) : "", name);
  }

  private static Verb verb(String method, String name, String query) {
    return switch (method) {
      case "GET" -> read(name, query);
      case "POST" -> Verb.CREATE;
      case "PUT" -> Verb.UPDATE;
      case "PATCH" -> Verb.PATCH;
      case "DELETE" -> Verb.DELETE;
      default -> throw new IllegalArgumentException("a request of method " + method);
    };
  }

  private static Verb read(String name, String query) {
    if (Arrays.asList(query.split("&")).contains("watch=true")) {
      return Verb.WATCH;
    }
    return name.isEmpty() ? Verb.LIST : Verb.GET;
  }
}
