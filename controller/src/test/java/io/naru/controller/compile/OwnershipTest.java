package io.naru.controller.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Who has a path is a matter of age and name, never of the order in which objects came (catalogue
/// A12).
class OwnershipTest {
  private static final int PERMUTATIONS = 1000;

  @Test
  void a12EveryOrderOfEventsGivesTheSameTable() {
    List<HasMetadata> objects = new ArrayList<>(TestCluster.objects(TestCluster.BASICS));
    for (int i = 0; i < 12; i++) {
      objects.addAll(TestCluster.objects(ingress(i)));
    }
    String expected = new TestCluster(CompileOptions.DEFAULT).apply(objects).table();
    Random random = new Random(7);
    for (int i = 0; i < PERMUTATIONS; i++) {
      Collections.shuffle(objects, random);
      TestCluster cluster = new TestCluster(CompileOptions.DEFAULT);
      int cut = random.nextInt(objects.size());
      cluster.apply(objects.subList(0, cut)).compile();
      assertThat(cluster.apply(objects.subList(cut, objects.size())).table()).isEqualTo(expected);
    }
  }

  /// Three namespaces' worth of tenants that all want the same two hosts; some of the same age.
  private static String ingress(int i) {
    return """
    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata: {name: tenant-%d, namespace: team-%d, creationTimestamp: "2024-01-0%dT00:00:00Z"}
    spec:
      ingressClassName: nginx
      defaultBackend: {service: {name: web, port: {number: %d}}}
      tls: [{hosts: [shared.test]}]
      rules:
        - {host: shared.test, http: {paths: [{path: /p%d, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}
        - {host: "*.shared.test", http: {paths: [{path: /, pathType: Exact, backend: {service: {name: web, port: {number: 80}}}}]}}
    """
        .formatted(i, i % 3, 1 + i % 4, 8000 + i, i % 2);
  }
}
