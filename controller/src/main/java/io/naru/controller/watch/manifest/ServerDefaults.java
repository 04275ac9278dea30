package io.naru.controller.watch.manifest;

import static io.naru.controller.watch.manifest.PlainTree.mapping;
import static io.naru.controller.watch.manifest.PlainTree.mappings;

import io.naru.controller.object.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What an API server does to a manifest when it stores it, as far as a table can tell: an object
/// outside of any namespace goes to `default`, ports are TCP, a Service's target port is its port,
/// the `stringData` of a Secret becomes `data`. What only an API server may set is dropped.
final class ServerDefaults {
  private static final List<String> SERVER_FIELDS =
      List.of("managedFields", "resourceVersion", "generation", "selfLink", "ownerReferences");

  private ServerDefaults() {}

  /// Changes the tree of one manifest in place.
  static void apply(Kind kind, Map<String, Object> manifest) {
    manifest.remove("status");
    Map<String, Object> metadata = mapping(manifest.get("metadata"));
    SERVER_FIELDS.forEach(metadata::remove);
    if (kind.namespaced()) {
      metadata.putIfAbsent("namespace", "default");
    } else {
      metadata.remove("namespace");
    }
    switch (kind) {
      case SECRET -> encodeStringData(manifest);
      case SERVICE -> service(mapping(manifest.get("spec")));
      case ENDPOINT_SLICE ->
          mappings(manifest.get("ports")).forEach(port -> port.putIfAbsent("protocol", "TCP"));
      case INGRESS, INGRESS_CLASS, CONFIG_MAP, NAMESPACE -> {}
    }
  }

  private static void service(Map<String, Object> spec) {
    spec.putIfAbsent("type", "ClusterIP");
    for (Map<String, Object> port : mappings(spec.get("ports"))) {
      port.putIfAbsent("protocol", "TCP");
      if (port.containsKey("port")) {
        port.putIfAbsent("targetPort", port.get("port"));
      }
    }
  }

  /// Entries of `stringData` win over those of `data`. One that is neither text nor was mended to
  /// be stays where it is, for the mapping to refuse it.
  private static void encodeStringData(Map<String, Object> secret) {
    if (!(secret.get("stringData") instanceof Map<?, ?> plain)) {
      return;
    }
    Map<String, Object> data = new LinkedHashMap<>(mapping(secret.get("data")));
    Map<String, Object> rest = mapping(plain);
    rest.entrySet()
        .removeIf(entry -> {
          if (!(entry.getValue() instanceof String text)) {
            return false;
          }
          data.put(entry.getKey(), encode(text));
          return true;
        });
    secret.put("data", data);
  }

  private static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
