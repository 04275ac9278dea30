package io.naru.controller.translate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
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
    assertThat(NearestName.of(written, Annotation.values()).map(NearestName.Near::key))
        .contains(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "something-entirely-different", "cors", "auth"})
  void anotherWordIsNot(String written) {
    assertThat(NearestName.of(written, Annotation.values())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "whitelist-sorce-range, WHITELIST_SOURCE_RANGE",
    "Whitelist_Source_Range, WHITELIST_SOURCE_RANGE",
    "denylist-source-ranges, DENYLIST_SOURCE_RANGE",
    "block-cidr, BLOCK_CIDRS",
    "block-referrers, BLOCK_REFERERS",
    "block-useragents, BLOCK_USER_AGENTS",
    "global-auth-ur, GLOBAL_AUTH_URL",
    "global-auth-uri, GLOBAL_AUTH_URL",
    "enable-mod-security, ENABLE_MODSECURITY",
    "enable-owasp-modsecurity-cr, ENABLE_OWASP_MODSECURITY_CRS"
  })
  void aSlipInAProtectingKeyIsTakenForTheKey(String written, ConfigKey meant) {
    assertThat(ConfigKey.misspelt(written)).contains(meant);
  }

  /// A whole cluster would answer 503.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "disable-modsecurity",
        "block-ads",
        "block-lists",
        "source-range",
        "global-auth",
        "global-auth-method",
        "global-auth-urls-regex",
        "use-forwarded-header",
        "ssl-protocol",
        "enable-vts-status",
        "enable-opentracing",
        "whitelist-source-range"
      })
  void whatIsKnownOrFartherIsNot(String written) {
    assertThat(ConfigKey.misspelt(written)).isEmpty();
  }

  @Test
  void noKnownKeyIsTakenForAnother() {
    assertThat(ConfigKey.values()).noneMatch(it -> ConfigKey.misspelt(it.text()).isPresent());
  }
}
