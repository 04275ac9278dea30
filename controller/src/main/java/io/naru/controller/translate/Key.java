package io.naru.controller.translate;

import java.util.Locale;

/// The name of a setting, as users write it behind the prefix or in the ConfigMap.
sealed interface Key permits Annotation, ConfigKey {

  /// For example `proxy-read-timeout`.
  String text();

  /// How the name of an enum constant is written: `PROXY_READ_TIMEOUT` is `proxy-read-timeout`.
  static String spelled(Enum<?> constant) {
    return spelledWithUnderscores(constant).replace('_', '-');
  }

  /// `ROUND_ROBIN` is `round_robin`.
  static String spelledWithUnderscores(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
