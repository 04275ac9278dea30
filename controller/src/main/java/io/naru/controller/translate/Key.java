package io.naru.controller.translate;

import java.util.Locale;

/// The name of a setting, as users write it behind the prefix or in the ConfigMap.
sealed interface Key permits Annotation, ConfigKey {

  /// For example `proxy-read-timeout`.
  String text();

  /// Whether it protects something, so that a misspelling of it must not be passed over (DESIGN 4).
  boolean security();

  /// How the name of an enum constant is written: `PROXY_READ_TIMEOUT` is `proxy-read-timeout`.
  static String spelled(Enum<?> constant) {
    return spelledWithUnderscores(constant).replace('_', '-');
  }

  /// `ROUND_ROBIN` is `round_robin`.
  static String spelledWithUnderscores(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
