package io.naru.controller.watch.manifest;

import static io.naru.controller.watch.manifest.PlainTree.mapping;
import static io.naru.controller.watch.manifest.PlainTree.mappings;
import static io.naru.controller.watch.manifest.PlainTree.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Ingresses (and classes) of `extensions/v1beta1` and `networking.k8s.io/v1beta1`, which no API
/// server stores any more, made into `networking.k8s.io/v1` in place:
///
/// - `backend` is `defaultBackend`, `serviceName` and `servicePort` are `service.name` and its port
///   by number, or by name where it is not numeric;
/// - a path without a type is `ImplementationSpecific`;
/// - the annotations `ingress.kubernetes.io/…` of that time are `nginx.ingress.kubernetes.io/…`
///   (one that stands in both spellings keeps the newer), `kubernetes.io/ingress.class` stays.
final class LegacyIngress {
  private static final String OLD_PREFIX = "ingress.kubernetes.io/";
  private static final String NEW_PREFIX = "nginx.ingress.kubernetes.io/";

  private LegacyIngress() {}

  /// Converts the tree of one manifest.
  ///
  /// @return the old names of the annotations that were renamed, in order
  static List<String> convert(Map<String, Object> manifest) {
    Map<String, Object> spec = mapping(manifest.get("spec"));
    if (spec.get("backend") instanceof Map<?, ?> backend) {
      spec.remove("backend");
      spec.put("defaultBackend", backend(mapping(backend)));
    }
    for (Map<String, Object> rule : mappings(spec.get("rules"))) {
      mappings(mapping(rule.get("http")).get("paths")).forEach(LegacyIngress::convertPath);
    }
    return renameAnnotations(mapping(mapping(manifest.get("metadata")).get("annotations")));
  }

  private static void convertPath(Map<String, Object> path) {
    path.putIfAbsent("pathType", "ImplementationSpecific");
    if (path.get("backend") instanceof Map<?, ?> backend) {
      path.put("backend", backend(mapping(backend)));
    }
  }

  private static Map<String, Object> backend(Map<String, Object> old) {
    if (!old.containsKey("serviceName") && !old.containsKey("servicePort")) {
      return old;
    }
    Map<String, Object> service = new LinkedHashMap<>();
    Map<String, Object> converted = new LinkedHashMap<>(old);
    putIfThere(service, "name", converted.remove("serviceName"));
    Object port = converted.remove("servicePort");
    if (port != null) {
      service.put("port", new LinkedHashMap<>(Map.of(isNumber(port) ? "number" : "name", port)));
    }
    converted.put("service", service);
    return converted;
  }

  private static void putIfThere(Map<String, Object> into, String field, @Nullable Object value) {
    if (value != null) {
      into.put(field, value);
    }
  }

  /// A port in quotes is a number all the same: names of ports hold a letter.
  private static boolean isNumber(Object port) {
    return port instanceof Number || text(port).matches("[0-9]{1,5}");
  }

  private static List<String> renameAnnotations(Map<String, Object> annotations) {
    Map<String, Object> renamed = new TreeMap<>();
    annotations.forEach((name, value) -> {
      if (name.startsWith(OLD_PREFIX)) {
        renamed.put(name, value);
      }
    });
    renamed.forEach((name, value) -> {
      annotations.remove(name);
      annotations.putIfAbsent(NEW_PREFIX + name.substring(OLD_PREFIX.length()), value);
    });
    return new ArrayList<>(renamed.keySet());
  }
}
