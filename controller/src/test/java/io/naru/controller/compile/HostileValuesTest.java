package io.naru.controller.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.naru.controller.problem.Severity;
import io.naru.controller.translate.Annotation;
import io.naru.controller.translate.ConfigKey;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// No text in any annotation, key, path or host is more than a problem of its own object.
class HostileValuesTest {
  /// Just within what a setting may be long, and far beyond.
  private static final int[] LENGTHS = {4_000, 100_000};

  /// What texts are made of: each is repeated up to a length.
  private static final String[] PARTS = {"/a", "$1", "\0", "9", "(a|b)*", "(?=a)", "😀", "on "};

  private final TestCluster cluster = TestCluster.basic();

  private static Ingress ingress() {
    return (Ingress)
        TestCluster.objects(
                """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: it}
                spec:
                  ingressClassName: nginx
                  rules: [{host: it.test, http: {paths: [{path: /, pathType: ImplementationSpecific, backend: {service: {name: web, port: {number: 80}}}}]}}]
                """)
            .getFirst();
  }

  private static String repeated(String part, int length) {
    return part.repeat(Math.max(1, length / part.length()));
  }

  private void noDefect(Ingress ingress) {
    Trial.Outcome outcome = cluster.trial().of(cluster.world(), ingress);
    assertThat(((Trial.Outcome.Ours) outcome).problems())
        .noneMatch(it -> it.severity() == Severity.DEFECT);
  }

  @ParameterizedTest
  @EnumSource(Annotation.class)
  void anAnnotation(Annotation annotation) {
    for (String part : PARTS) {
      for (int length : LENGTHS) {
        Ingress it = ingress();
        String name = "nginx.ingress.kubernetes.io/" + annotation.text();
        Map<String, String> annotations = new HashMap<>();
        annotations.put("nginx.ingress.kubernetes.io/use-regex", "true");
        annotations.put(name, repeated(part, length));
        it.getMetadata().setAnnotations(annotations);
        noDefect(it);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2_000, 100_000})
  void aPathOrAHostOrAnUnknownName(int length) {
    for (String part : PARTS) {
      String text = repeated(part, length);
      Ingress it = ingress();
      it.getMetadata()
          .setAnnotations(Map.of("nginx.ingress.kubernetes.io/use-regex", "true", text, text));
      var rule = it.getSpec().getRules().getFirst();
      rule.getHttp().getPaths().getFirst().setPath("/" + text);
      noDefect(it);
      rule.setHost(text);
      noDefect(it);
    }
  }

  @ParameterizedTest
  @EnumSource(ConfigKey.class)
  void aKeyOfTheConfigMap(ConfigKey key) {
    for (String part : PARTS) {
      for (int length : LENGTHS) {
        var map =
            new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("ingress-nginx")
                .withName("ingress-nginx-controller")
                .endMetadata()
                .withData(Map.of(key.text(), repeated(part, length)))
                .build();
        TestCluster configured = TestCluster.basic().applyRaw(map);
        assertThat(configured.compile().problems())
            .noneMatch(it -> it.severity() == Severity.DEFECT);
      }
    }
  }
}
