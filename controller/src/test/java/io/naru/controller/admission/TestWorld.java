package io.naru.controller.admission;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.naru.controller.compile.CompileOptions;
import io.naru.controller.compile.ResolvedNames;
import io.naru.controller.compile.Trial;
import io.naru.controller.compile.World;
import io.naru.controller.watch.ClusterState;
import io.naru.controller.watch.StateEdit;
import io.naru.controller.watch.manifest.ManifestReader;
import io.naru.controller.watch.manifest.Reading;
import io.naru.tls.testkit.TestCertificates;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A small cluster, and what an API server says of it.
final class TestWorld {
  static final TestCertificates AUTHORITY = TestCertificates.authority("test authority");
  static final Trial TRIAL = trial(CompileOptions.DEFAULT);

  private static final KubernetesSerialization JSON = new KubernetesSerialization();

  private TestWorld() {}

  static Trial trial(CompileOptions options) {
    return new Trial(options, AUTHORITY.ec("self.made").certificate());
  }

  static Reviews reviews() {
    return new Reviews(TRIAL, () -> Optional.of(with()), (it, _) -> it, (_, _) -> true);
  }

  /// A class and a Service of ours, and some Ingresses.
  static World with(Ingress... ingresses) {
    return in("default", ingresses);
  }

  /// As [#with], with the Service in another namespace.
  static World in(String namespace, Ingress... ingresses) {
    StateEdit edit = ClusterState.empty().edit();
    objects(basics(namespace)).forEach(edit::put);
    List.of(ingresses).forEach(edit::put);
    return new World(edit.apply().state(), ResolvedNames.NONE);
  }

  /// An Ingress with one path `/` and annotations of our prefix.
  static Ingress ingress(String name, String host, Map<String, String> annotations) {
    Ingress ingress =
        (Ingress)
            objects(
                    """
                    apiVersion: networking.k8s.io/v1
                    kind: Ingress
                    metadata: {name: %s}
                    spec:
                      ingressClassName: nginx
                      rules: [{host: %s, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]
                    """
                        .formatted(name, host))
                .getFirst();
    Map<String, String> named = new LinkedHashMap<>();
    annotations.forEach((key, value) -> named.put("nginx.ingress.kubernetes.io/" + key, value));
    ingress.getMetadata().setAnnotations(named);
    return ingress;
  }

  /// The body with which an API server asks.
  static byte[] review(String operation, Object object) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("uid", "7");
    request.put("kind", Map.of("group", "networking.k8s.io", "version", "v1", "kind", "Ingress"));
    request.put("operation", operation);
    request.put("object", object);
    return json(
        Map.of("apiVersion", "admission.k8s.io/v1", "kind", "AdmissionReview", "request", request));
  }

  private static String basics(String namespace) {
    return """
    {apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: nginx}, spec: {controller: k8s.io/ingress-nginx}}
    ---
    {apiVersion: v1, kind: Service, metadata: {name: web, namespace: %s}, spec: {ports: [{name: http, port: 80}]}}
    """
        .formatted(namespace);
  }

  static byte[] json(Object value) {
    return JSON.asJson(value).getBytes(StandardCharsets.UTF_8);
  }

  private static List<HasMetadata> objects(String yaml) {
    return ((Reading.Manifests)
            new ManifestReader().read("in.yaml", yaml.getBytes(StandardCharsets.UTF_8)))
        .objects();
  }
}
