package io.naru.controller.watch.manifest;

import static io.naru.controller.watch.manifest.ReadingAssert.only;
import static io.naru.controller.watch.manifest.ReadingAssert.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LegacyIngressTest {
  private static final String OLD =
      """
      apiVersion: extensions/v1beta1
      kind: Ingress
      metadata:
        name: old
        annotations:
          kubernetes.io/ingress.class: nginx
          ingress.kubernetes.io/rewrite-target: /
      spec:
        backend: {serviceName: rest, servicePort: web}
        rules:
        - host: a.test
          http:
            paths:
            - {path: /a, backend: {serviceName: a, servicePort: 80}}
            - {path: /b, pathType: Exact, backend: {serviceName: b, servicePort: "8080"}}
        - host: b.test
      """;

  private static final String NEW =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: old
        annotations:
          kubernetes.io/ingress.class: nginx
          nginx.ingress.kubernetes.io/rewrite-target: /
      spec:
        defaultBackend: {service: {name: rest, port: {name: web}}}
        rules:
        - host: a.test
          http:
            paths:
            - {path: /a, pathType: ImplementationSpecific, backend: {service: {name: a, port: {number: 80}}}}
            - {path: /b, pathType: Exact, backend: {service: {name: b, port: {number: 8080}}}}
        - host: b.test
      """;

  @ParameterizedTest
  @ValueSource(strings = {"extensions/v1beta1", "networking.k8s.io/v1beta1"})
  void anOldIngressIsWhatItsNewSpellingIs(String apiVersion) {
    Ingress converted = only(Ingress.class, OLD.replace("extensions/v1beta1", apiVersion));

    assertThat(converted.getSpec()).isEqualTo(only(Ingress.class, NEW).getSpec());
    assertThat(converted.getMetadata()).isEqualTo(only(Ingress.class, NEW).getMetadata());
  }

  @Test
  void theConversionIsNamedInANote() {
    assertThat(problems(OLD))
        .containsExactly(
            "Ingress default/old, apiVersion: is extensions/v1beta1 (web.yaml), which no API server"
                + " stores any more; converted from extensions/v1beta1 to networking.k8s.io/v1,"
                + " with nginx.ingress.kubernetes.io/rewrite-target as its annotations");
    assertThat(problems(NEW)).isEmpty();
  }

  @Test
  void anAnnotationInBothSpellingsKeepsTheNewer() {
    String both =
        OLD.replace(
            "ingress.kubernetes.io/rewrite-target: /",
            "ingress.kubernetes.io/rewrite-target: /old\n"
                + "    nginx.ingress.kubernetes.io/rewrite-target: /new");

    assertThat(only(Ingress.class, both).getMetadata().getAnnotations())
        .isEqualTo(
            Map.of(
                "kubernetes.io/ingress.class",
                "nginx",
                "nginx.ingress.kubernetes.io/rewrite-target",
                "/new"));
  }

  @Test
  void aBackendInTheNewSpellingStaysAsItIs() {
    String mixed = NEW.replace("networking.k8s.io/v1", "networking.k8s.io/v1beta1");

    assertThat(only(Ingress.class, mixed.replace("defaultBackend", "backend")).getSpec())
        .isEqualTo(only(Ingress.class, NEW).getSpec());
  }

  @Test
  void halfABackendIsConvertedAsFarAsItGoes() {
    String half = OLD.replace("serviceName: a, ", "");

    assertThat(only(Ingress.class, half).getSpec().getRules().getFirst().getHttp().getPaths())
        .first()
        .satisfies(path -> {
          assertThat(path.getBackend().getService().getName()).isNull();
          assertThat(path.getBackend().getService().getPort().getNumber()).isEqualTo(80);
        });
  }

  @Test
  void anOldIngressClassIsReadAsItIs() {
    String old =
        """
        apiVersion: networking.k8s.io/v1beta1
        kind: IngressClass
        metadata: {name: nginx}
        spec: {controller: k8s.io/ingress-nginx}
        """;

    assertThat(only(IngressClass.class, old).getSpec().getController())
        .isEqualTo("k8s.io/ingress-nginx");
    assertThat(problems(old)).hasSize(1);
  }
}
