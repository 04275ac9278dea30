package io.naru.controller.translate;

import static io.naru.controller.translate.Annotation.FORCE_SSL_REDIRECT;
import static io.naru.controller.translate.Annotation.PRESERVE_TRAILING_SLASH;
import static io.naru.controller.translate.Annotation.SSL_REDIRECT;
import static io.naru.controller.translate.Annotation.USE_PORT_IN_REDIRECTS;
import static io.naru.controller.translate.Syntax.BOOL;

/// `ssl-redirect`, `force-ssl-redirect`, `preserve-trailing-slash`, `use-port-in-redirects`.
final class HttpsSettings {
  private HttpsSettings() {}

  static HttpsChoice read(SettingReader reader, HttpsChoice defaults) {
    return new HttpsChoice(
        reader.value(SSL_REDIRECT, BOOL, defaults.ifSecured()),
        reader.value(FORCE_SSL_REDIRECT, BOOL, defaults.always()),
        reader.value(PRESERVE_TRAILING_SLASH, BOOL, defaults.keepTrailingSlash()),
        reader.value(USE_PORT_IN_REDIRECTS, BOOL, defaults.namePort()));
  }
}
