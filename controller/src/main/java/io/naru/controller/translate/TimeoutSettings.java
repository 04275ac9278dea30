package io.naru.controller.translate;

import static io.naru.controller.translate.Annotation.PROXY_CONNECT_TIMEOUT;
import static io.naru.controller.translate.Annotation.PROXY_READ_TIMEOUT;
import static io.naru.controller.translate.Annotation.PROXY_SEND_TIMEOUT;
import static io.naru.controller.translate.Syntax.SECONDS;

import io.naru.proxy.policy.Timeouts;

/// `proxy-connect-timeout`, `proxy-send-timeout`, `proxy-read-timeout`.
final class TimeoutSettings {
  private TimeoutSettings() {}

  static Timeouts read(SettingReader reader, Timeouts defaults) {
    return new Timeouts(
        reader.value(PROXY_CONNECT_TIMEOUT, SECONDS, defaults.connect()),
        reader.value(PROXY_SEND_TIMEOUT, SECONDS, defaults.send()),
        reader.value(PROXY_READ_TIMEOUT, SECONDS, defaults.read()));
  }
}
