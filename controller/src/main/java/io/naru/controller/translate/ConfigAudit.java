package io.naru.controller.translate;

import java.util.Map;
import java.util.Optional;
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
            key -> known(key, field, value, findings), () -> unknown(name, field, value, findings));
  }

  private static void unknown(String name, String field, String value, Findings findings) {
    Optional<ConfigKey> meant = ConfigKey.misspelt(name);
    if (meant.isPresent()) {
      misspelt(meant.get(), field, value, findings);
    } else {
      String hint =
          NearestName.of(name, ConfigKey.values())
              .map(it -> "; did you mean " + it.key().text() + "?")
              .orElse("");
      findings.warn(field, "is not a known key" + hint, IGNORED);
    }
  }

  /// What is close to a protecting key protects nothing, and must not be passed over.
  private static void misspelt(ConfigKey meant, String field, String value, Findings findings) {
    String reason = "is unknown and close to " + meant.text() + ", which protects";
    if (asks(meant, value)) {
      if (meant.support() == Support.BUILT) {
        findings.warn(field, reason, "it counts as that");
      } else {
        findings.refuseAll(field, reason);
      }
    } else {
      findings.warn(field, reason, IGNORED);
    }
  }

  /// Whether the text asks for protection at all.
  private static boolean asks(ConfigKey key, String value) {
    return !value.isBlank()
        && (key.support() != Support.REFUSED_UNLESS_FALSE
            || Syntax.BOOL.parse().apply(value).orElse(true));
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
        if (asks(key, value)) {
          findings.refuseAll(field, "cannot be honoured yet");
        }
      }
      case REFUSED_UNLESS_FALSE -> {
        if (asks(key, value)) {
          findings.refuseAll(field, "cannot be honoured");
        }
      }
    }
  }
}
