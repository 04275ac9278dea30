package io.naru.controller.translate;

import java.util.Map;
import java.util.TreeMap;

/// Looks at each key of the ConfigMap, whether anything reads it or not.
final class ConfigAudit {
  private static final String IGNORED = "it is ignored";

  private ConfigAudit() {}

  static void look(Map<String, String> data, Findings findings) {
    new TreeMap<>(data).forEach((name, value) -> look(name, value == null ? "" : value, findings));
  }

  private static void look(String name, String value, Findings findings) {
    String field = "data." + name;
    ConfigKey.named(name)
        .ifPresentOrElse(
            key -> known(key, field, value, findings),
            () -> findings.warn(field, "is not a known key", IGNORED));
  }

  private static void known(ConfigKey key, String field, String value, Findings findings) {
    switch (key.support()) {
      case BUILT -> {}
      case LATER -> findings.warn(field, "has no effect yet", IGNORED);
      case INERT -> findings.note(field, "means nothing without nginx", IGNORED);
      case REMOVED -> findings.note(field, "was dropped by upstream long ago", IGNORED);
      case SNIPPET, SNIPPET_ON_HOST ->
          findings.warn(field, "is raw nginx configuration, which never runs", IGNORED);
      case REFUSED, REFUSED_ON_HOST -> {
        if (!value.isBlank()) {
          findings.refuseAll(field, "cannot be honoured yet");
        }
      }
      case REFUSED_UNLESS_FALSE -> {
        if (!value.isBlank() && Syntax.BOOL.parse().apply(value).orElse(true)) {
          findings.refuseAll(field, "cannot be honoured");
        }
      }
    }
  }
}
