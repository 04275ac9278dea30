package io.naru.controller.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A key of the ConfigMap that is close to one which protects every Ingress (DESIGN 4).
class MisspeltKeyTest {
  private static final CompileOptions OPTIONS =
      CompileOptions.DEFAULT.withReferences(
          new CompileOptions.References(
              Optional.of(new ObjectKey(Kind.CONFIG_MAP, "default", "settings")),
              Optional.empty(),
              Optional.empty()));
  private static final String INGRESS =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: it, annotations: {%s}}
      spec:
        ingressClassName: nginx
        rules: [{host: it.test, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]
      """;

  private final TestCluster cluster =
      new TestCluster(OPTIONS).apply(TestCluster.BASICS).apply(INGRESS.formatted(""));

  private void setting(String name, String value) {
    cluster.apply(
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {%s: \"%s\"}}"
            .formatted(name, value));
  }

  @ParameterizedTest
  @CsvSource({
    "whitelist-sorce-range, 10.0.0.0/8, whitelist-source-range",
    "block-cidr, 10.0.0.0/8, block-cidrs",
    "Block_Referrers, evil, block-referers",
    "enable-mod-security, true, enable-modsecurity"
  })
  void nothingIsForwardedUnprotected(String name, String value, String meant) {
    setting(name, value);
    assertThat(cluster.lines("^ /"))
        .filteredOn(it -> it.contains("(default it"))
        .isNotEmpty()
        .allMatch(it -> it.startsWith("^ / -> denied: data." + name));
    assertThat(cluster.lines("problem"))
        .containsExactly(
            ("problem ConfigMap default/settings, data.%s: is unknown and close to %s, which"
                    + " protects; nothing is forwarded, all requests are answered 503")
                .formatted(name, meant));
  }

  @Test
  void whatGlobalAuthenticationWouldNotProtectIsServed() {
    cluster.apply(
        INGRESS
            .formatted("nginx.ingress.kubernetes.io/enable-global-auth: \"false\"")
            .replace("name: it,", "name: open,")
            .replace("it.test", "open.test"));
    setting("global-auth-ur", "https://auth.test/");
    assertThat(cluster.host("it.test").routes().toString()).contains("Denied");
    assertThat(cluster.host("open.test").routes().toString()).doesNotContain("Denied");
    assertThat(cluster.lines("problem ConfigMap"))
        .containsExactly(
            "problem ConfigMap default/settings, data.global-auth-ur: is unknown and close to"
                + " global-auth-url, which protects; it counts as that");
  }

  @ParameterizedTest
  @CsvSource({"enable-mod-security, false", "block-cidr, ''"})
  void whatAsksForNothingRefusesNothing(String name, String value) {
    setting(name, value);
    assertThat(cluster.lines("^ /")).noneMatch(it -> it.contains("denied"));
    assertThat(cluster.lines("problem")).singleElement().asString().endsWith("; it is ignored");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "use-forwarded-headers",
        "use-forwarded-header",
        "ssl-protocols",
        "ssl-protocol",
        "my-own-key",
        "compute-full-forwarded-for",
        "proxy-body-sise"
      })
  void anyOtherKeyTakesNothingDown(String name) {
    setting(name, "1");
    assertThat(cluster.lines("^ /")).noneMatch(it -> it.contains("denied"));
  }

  @Test
  void aSlipInAnyOtherKeyIsHintedAt() {
    setting("proxy-body-sise", "1");
    assertThat(cluster.lines("problem"))
        .containsExactly(
            "problem ConfigMap default/settings, data.proxy-body-sise: is not a known key; did you"
                + " mean proxy-body-size?; it is ignored");
  }
}
