package io.naru.controller.watch.manifest;

import static io.naru.controller.watch.manifest.ReadingAssert.manifests;
import static io.naru.controller.watch.manifest.ReadingAssert.only;
import static io.naru.controller.watch.manifest.ReadingAssert.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestReaderTest {
  private static final String INGRESS =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: web
        namespace: shop
        creationTimestamp: 2024-01-01T00:00:00Z
        annotations: {nginx.ingress.kubernetes.io/ssl-redirect: "false"}
      spec:
        ingressClassName: nginx
        rules:
        - host: a.test
          http:
            paths:
            - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
      """;

  @Test
  void anIngressIsReadWhole() {
    Ingress ingress = only(Ingress.class, INGRESS);

    assertThat(ingress.getMetadata().getNamespace()).isEqualTo("shop");
    assertThat(ingress.getMetadata().getCreationTimestamp()).isEqualTo("2024-01-01T00:00:00Z");
    assertThat(ingress.getSpec().getRules().getFirst().getHttp().getPaths().getFirst())
        .satisfies(path -> {
          assertThat(path.getPathType()).isEqualTo("Prefix");
          assertThat(path.getBackend().getService().getPort().getNumber()).isEqualTo(80);
        });
    assertThat(problems(INGRESS)).isEmpty();
  }

  @Test
  void manyDocumentsAndEmptyOnesAreReadInOrder() {
    List<HasMetadata> objects =
        manifests("# only a comment\n---\n" + INGRESS + "---\n---\n" + service("web") + "...\n")
            .objects();

    assertThat(objects).extracting(HasMetadata::getKind).containsExactly("Ingress", "Service");
  }

  @Test
  void aListIsItsItems() {
    String list =
        """
        apiVersion: v1
        kind: List
        items:
        - {apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: 80}]}}
        - {apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Secret, metadata: {name: b}}]}
        - {apiVersion: apps/v1, kind: Deployment, metadata: {name: c}}
        """;

    assertThat(manifests(list).objects())
        .extracting(it -> it.getMetadata().getName())
        .containsExactly("a", "b");
    assertThat(manifests(list).ignored()).isEqualTo(1);
  }

  @Test
  void itemsOfATypedListNeedNotRepeatTheirKind() {
    String list = "{apiVersion: v1, kind: ServiceList, items: [{metadata: {name: a}}]}";

    assertThat(only(Service.class, list).getMetadata().getName()).isEqualTo("a");
  }

  @Test
  void jsonIsReadToo() {
    String json =
        """
        {"apiVersion":"v1","kind":"ConfigMap",\t"metadata":{"name":"c"},
         "data":{"path":"a\\/b","smile":"\\ud83d\\ude00"}}
        """;

    assertThat(only(ConfigMap.class, json).getData())
        .containsEntry("path", "a/b")
        .containsEntry("smile", "😀");
  }

  @Test
  void anObjectWithoutNamespaceIsInDefaultAndAClassIsInNone() {
    assertThat(only(Service.class, service("web")).getMetadata().getNamespace())
        .isEqualTo("default");
    String clazz =
        """
        apiVersion: networking.k8s.io/v1
        kind: IngressClass
        metadata: {name: nginx, namespace: stray}
        spec: {controller: k8s.io/ingress-nginx}
        """;
    assertThat(only(IngressClass.class, clazz).getMetadata().getNamespace()).isNull();
  }

  @Test
  void aServicePortGetsItsDefaults() {
    assertThat(only(Service.class, service("web")).getSpec())
        .satisfies(spec -> {
          assertThat(spec.getType()).isEqualTo("ClusterIP");
          assertThat(spec.getPorts().getFirst().getProtocol()).isEqualTo("TCP");
          assertThat(spec.getPorts().getFirst().getTargetPort().getIntVal()).isEqualTo(80);
        });
  }

  @Test
  void aSlicePortIsTcpUnlessItSaysOtherwise() {
    String slice =
        """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: web-1, labels: {kubernetes.io/service-name: web}}
        addressType: IPv4
        endpoints: [{addresses: [127.0.0.1], conditions: {ready: true}}]
        ports: [{name: http, port: 8080}, {port: 53, protocol: UDP}]
        """;

    assertThat(only(EndpointSlice.class, slice).getPorts())
        .extracting(port -> port.getProtocol())
        .containsExactly("TCP", "UDP");
  }

  @Test
  void plainTextOfASecretBecomesDataAndWins() {
    String secret =
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: key}
        data: {a: b2xk, b: a2VwdA==}
        stringData: {a: new, n: 12}
        """;

    assertThat(only(Secret.class, secret).getData())
        .containsEntry("a", base64("new"))
        .containsEntry("b", base64("kept"))
        .containsEntry("n", base64("12"));
  }

  @Test
  void whatOnlyAServerMaySetIsDropped() {
    String ingress = INGRESS.replace("namespace: shop", "namespace: shop\n  resourceVersion: '7'");

    assertThat(only(Ingress.class, ingress + "status: {loadBalancer: {}}\n"))
        .isEqualTo(only(Ingress.class, INGRESS));
  }

  @Test
  void aTimeInAnotherZoneIsBroughtIntoTheFormThatAgesAreComparedIn() {
    String ingress = INGRESS.replace("2024-01-01T00:00:00Z", "2024-01-01T02:00:00.9+02:00");

    assertThat(only(Ingress.class, ingress).getMetadata().getCreationTimestamp())
        .isEqualTo("2024-01-01T00:00:00Z");
  }

  @Test
  void unknownFieldsAndNullsAreTolerated() {
    String ingress =
        INGRESS.replace("spec:\n", "spec:\n  surprise: {a: [1]}\n  defaultBackend:\n  tls: [~]\n");

    assertThat(only(Ingress.class, ingress).getSpec())
        .satisfies(spec -> {
          assertThat(spec.getDefaultBackend()).isNull();
          assertThat(spec.getTls()).isEmpty();
          assertThat(spec.getRules()).hasSize(1);
        });
    assertThat(problems(ingress)).isEmpty();
  }

  @Test
  void otherKindsAreCountedAndOtherwiseIgnored() {
    String others =
        """
        {apiVersion: apps/v1, kind: Deployment, metadata: {name: web}}
        ---
        {apiVersion: serving.knative.dev/v1, kind: Service, metadata: {name: web}}
        ---
        {apiVersion: networking.internal.knative.dev/v1alpha1, kind: Ingress}
        """;

    assertThat(manifests(others).ignored()).isEqualTo(3);
    assertThat(manifests(others).objects()).isEmpty();
    assertThat(problems(others)).isEmpty();
  }

  @Test
  void anchorsAndMergesAreWrittenOut() {
    String services =
        """
        apiVersion: v1
        kind: List
        items:
        - {apiVersion: v1, kind: Service, metadata: {name: a}, spec: &spec {type: ClusterIP, ports: [{port: 80}]}}
        - {apiVersion: v1, kind: Service, metadata: {name: b}, spec: {<<: *spec, type: NodePort}}
        """;

    assertThat(manifests(services).objects())
        .extracting(it -> ((Service) it).getSpec().getType())
        .containsExactly("ClusterIP", "NodePort");
    assertThat(manifests(services).objects())
        .extracting(it -> ((Service) it).getSpec().getPorts().size())
        .containsExactly(1, 1);
  }

  private static String service(String name) {
    return "apiVersion: v1\nkind: Service\nmetadata: {name: "
        + name
        + "}\nspec: {ports: [{port: 80}]}\n";
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
