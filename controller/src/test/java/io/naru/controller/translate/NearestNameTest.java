package io.naru.controller.translate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestNameTest {
  @ParameterizedTest
  @CsvSource({
    "auth-ulr, AUTH_URL",
    "auth_url, AUTH_URL",
    "Auth-Url, AUTH_URL",
    "auth-typ, AUTH_TYPE",
    "auth-secrets, AUTH_SECRET",
    "whitelist-source-ranges, WHITELIST_SOURCE_RANGE",
    "whitelistsource-range, WHITELIST_SOURCE_RANGE",
    "deny-list-source-range, DENYLIST_SOURCE_RANGE",
    "enable-modsecurty, ENABLE_MODSECURITY",
    "rewrite-traget, REWRITE_TARGET",
    "ssl-redirct, SSL_REDIRECT"
  })
  void aSlipOfTheKeyIsNear(String written, Annotation meant) {
    assertThat(NearestName.of(written)).contains(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "something-entirely-different", "cors", "auth"})
  void anotherWordIsNot(String written) {
    assertThat(NearestName.of(written)).isEmpty();
  }
}
