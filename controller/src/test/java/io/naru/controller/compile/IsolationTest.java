package io.naru.controller.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressSpec;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLS;
import io.naru.controller.object.Kind;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A defect that one object trips over costs that object (catalogue B6).
class IsolationTest {
  private static final String BYSTANDER =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: bystander}
      spec:
        ingressClassName: nginx
        rules: [{host: bystander.test, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]
      """;
  private static final String VICTIM =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: victim}
      spec:
        ingressClassName: nginx
        tls: [{hosts: [victim.test], secretName: poison}]
        rules: [{host: victim.test, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: poison, port: {number: 80}}}}]}}]
      """;

  private final TestCluster cluster = TestCluster.basic().apply(BYSTANDER);

  private static <T extends HasMetadata> T named(T object) {
    object.setMetadata(new ObjectMetaBuilder().withNamespace("default").withName("poison").build());
    return object;
  }

  private void onlyTheVictimSuffers() {
    Compiled compiled = cluster.compile();
    String table = TableText.of(compiled);
    assertThat(table).contains("^ / -> default/web:80  (default bystander web 80 /)");
    assertThat(table)
        .contains("upstream default/web:80 HTTP1 RoundRobin [10.0.0.1:8080 10.0.0.2:8080]");
    assertThat(cluster.lines("problem")).hasSize(1);
    assertThat(cluster.lines("problem").getFirst()).contains("trips over a defect of Naru");
  }

  @Test
  void b6AnIngressWhoseRulesBreakUs() {
    Ingress ingress = named(new Ingress());
    ingress.setSpec(
        new IngressSpec() {
          @Override
          public String getIngressClassName() {
            return "nginx";
          }

          @Override
          public List<IngressRule> getRules() {
            throw new IllegalStateException("poison");
          }

          @Override
          public List<IngressTLS> getTls() {
            return List.of();
          }
        });
    cluster.applyRaw(ingress);
    onlyTheVictimSuffers();
  }

  @Test
  void b6AServiceThatBreaksUs() {
    Service service = named(new Service());
    service.setSpec(
        new ServiceSpec() {
          @Override
          public List<ServicePort> getPorts() {
            throw new IllegalStateException("poison");
          }
        });
    cluster.apply(VICTIM.replace("tls: [{hosts: [victim.test], secretName: poison}]", ""));
    cluster.applyRaw(service);
    onlyTheVictimSuffers();
  }

  @Test
  void b6ASecretThatBreaksUs() {
    Secret secret = named(new Secret());
    secret.setData(
        new AbstractMap<>() {
          @Override
          public Set<Map.Entry<String, String>> entrySet() {
            throw new IllegalStateException("poison");
          }
        });
    cluster.apply(VICTIM.replace("name: poison, port", "name: web, port"));
    cluster.applyRaw(secret);
    onlyTheVictimSuffers();
    assertThat(cluster.compile().certificates().lookup("victim.test").certificates())
        .containsExactly(TestCluster.SELF_MADE);
  }

  @Test
  void b6AfterADefectThatNothingContainsTheNextCompilationMissesNothing() {
    cluster.applyRaw(incomparable()).compile();
    cluster.delete(Kind.INGRESS, "poison").applyRaw(incomparable()).apply(VICTIM);
    assertThatThrownBy(cluster::compile).isInstanceOf(IllegalStateException.class);
    assertThat(cluster.compile()).isEqualTo(cluster.fromScratch());
    assertThat(cluster.table()).contains("host victim.test");
  }

  private static Ingress incomparable() {
    Ingress ingress = named(new Ingress());
    ingress.setSpec(
        new IngressSpec() {
          @Override
          public String getIngressClassName() {
            return "nginx";
          }

          @Override
          public boolean equals(Object other) {
            throw new IllegalStateException("poison");
          }

          @Override
          public int hashCode() {
            return 0;
          }
        });
    return ingress;
  }
}
