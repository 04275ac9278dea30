package io.naru.controller.watch.manifest;

import static io.naru.controller.watch.manifest.PlainTree.text;

import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import java.util.Map;
import java.util.regex.Pattern;

/// The key that a manifest's metadata gives it, or why there is none: names are those that an API
/// server accepts (RFC 1123 subdomains; namespaces are labels), a namespace left out is `default`.
sealed interface ObjectName {
  record Good(ObjectKey key) implements ObjectName {}

  /// No key.
  ///
  /// @param field of the manifest
  record Bad(String field, String reason) implements ObjectName {}

  Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  Pattern SUBDOMAIN = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

  static ObjectName of(Kind kind, Map<String, Object> metadata) {
    String name = text(metadata.get("name"));
    String namespace = text(metadata.getOrDefault("namespace", "default"));
    if (name.isEmpty()) {
      return new Bad("metadata.name", whyNameless(metadata));
    }
    if (!(kind == Kind.NAMESPACE ? LABEL : SUBDOMAIN).matcher(name).matches()) {
      return new Bad("metadata.name", "is not a name that Kubernetes accepts: " + quoted(name));
    }
    if (kind.namespaced() && !LABEL.matcher(namespace).matches()) {
      return new Bad(
          "metadata.namespace", "is not a name that Kubernetes accepts: " + quoted(namespace));
    }
    return new Good(new ObjectKey(kind, kind.namespaced() ? namespace : "", name));
  }

  private static String whyNameless(Map<String, Object> metadata) {
    if (metadata.containsKey("name")) {
      return "is not text: put it in quotes";
    }
    return metadata.containsKey("generateName")
        ? "is missing: only an API server makes a name of generateName"
        : "is missing";
  }

  private static String quoted(String name) {
    return '"' + (name.length() <= 80 ? name : name.substring(0, 80) + "…") + '"';
  }
}
