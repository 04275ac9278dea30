package io.naru.controller.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressSpec;
import io.naru.controller.problem.Problem;
import io.naru.controller.problem.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a trial says of an Ingress that is not stored yet.
class TrialTest {
  private final TestCluster cluster = TestCluster.basic();

  private static Ingress ingress(String name, String host, String path, String pathType) {
    return (Ingress)
        TestCluster.objects(
                """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: %s}
                spec:
                  ingressClassName: nginx
                  rules: [{host: "%s", http: {paths: [{path: "%s", pathType: %s, backend: {service: {name: web, port: {number: 80}}}}]}}]
                """
                    .formatted(name, host, path, pathType))
            .getFirst();
  }

  private static Ingress annotated(Ingress ingress, String name, String value) {
    ingress.getMetadata().setAnnotations(Map.of("nginx.ingress.kubernetes.io/" + name, value));
    return ingress;
  }

  private Trial.Outcome outcome(Ingress ingress) {
    return cluster.trial().of(cluster.world(), ingress);
  }

  private List<Problem> problems(Ingress ingress) {
    assertThat(outcome(ingress)).isInstanceOf(Trial.Outcome.Ours.class);
    return ((Trial.Outcome.Ours) outcome(ingress)).problems();
  }

  private List<Problem> errors(Ingress ingress) {
    return problems(ingress).stream().filter(it -> it.severity() == Severity.ERROR).toList();
  }

  @Test
  void aGoodIngressHasNoProblem() {
    assertThat(problems(ingress("it", "it.test", "/", "Prefix"))).isEmpty();
  }

  @Test
  void anotherClassIsNotOurs() {
    Ingress foreign = ingress("it", "it.test", "/", "Prefix");
    foreign.getSpec().setIngressClassName("traefik");
    annotated(foreign, "auth-url", "no url");
    assertThat(outcome(foreign)).isEqualTo(new Trial.Outcome.NotOurs());
    foreign.getSpec().setIngressClassName(null);
    assertThat(outcome(foreign)).isEqualTo(new Trial.Outcome.NotOurs());
  }

  @Test
  void anotherNamespaceThanTheWatchedOneIsNotOurs() {
    CompileOptions all = CompileOptions.DEFAULT;
    CompileOptions one =
        new CompileOptions(
            all.annotationsPrefix(),
            all.classes(),
            Optional.of("mine"),
            all.catchAll(),
            all.references(),
            all.externalNames(),
            all.httpsPort(),
            all.ownPorts(),
            all.healthPath());
    assertThat(
            new TestCluster(one)
                .apply(TestCluster.BASICS)
                .trial()
                .of(cluster.world(), ingress("it", "it.test", "/", "Prefix")))
        .isEqualTo(new Trial.Outcome.NotOurs());
  }

  @Test
  void a12APathThatAnotherHasIsAnErrorWhateverItsTypeAndAge() {
    cluster.apply(List.of(ingress("first", "it.test", "/a", "Prefix")));
    assertThat(errors(ingress("second", "it.test", "/a", "Exact")))
        .singleElement()
        .extracting(Problem::sentence)
        .isEqualTo(
            "Ingress default/second, spec.rules[0].http.paths[0]: wants path /a of host it.test,"
                + " which Ingress default/first has already; a path of a host belongs to one"
                + " Ingress, whatever the types of the two");
    assertThat(errors(ingress("second", "it.test", "/b", "Prefix"))).isEmpty();
    assertThat(errors(ingress("second", "other.test", "/a", "Prefix"))).isEmpty();
  }

  @Test
  void a12AnOlderIngressMayNotGrowOverAYoungerOne() {
    Ingress older = ingress("older", "it.test", "/a", "Prefix");
    older.getMetadata().setCreationTimestamp("2020-01-01T00:00:00Z");
    cluster.apply(List.of(older, ingress("younger", "it.test", "/b", "Prefix")));
    Ingress grown = ingress("older", "it.test", "/b", "Prefix");
    grown.getMetadata().setCreationTimestamp("2020-01-01T00:00:00Z");
    assertThat(errors(grown)).hasSize(1);
  }

  @Test
  void noIngressOverlapsItself() {
    cluster.apply(List.of(ingress("it", "it.test", "/a", "Prefix")));
    assertThat(problems(ingress("it", "it.test", "/a", "Exact"))).isEmpty();
  }

  @Test
  void noHostIsAHostOfItsOwn() {
    cluster.apply(List.of(ingress("first", "", "/a", "Prefix")));
    assertThat(errors(ingress("second", "", "/a", "Prefix")))
        .singleElement()
        .extracting(Problem::reason)
        .asString()
        .contains("path /a of any host");
  }

  @Test
  void anIngressOfAnotherClassHasNoPath() {
    Ingress foreign = ingress("first", "it.test", "/a", "Prefix");
    foreign.getSpec().setIngressClassName("traefik");
    cluster.apply(List.of(foreign));
    assertThat(errors(ingress("second", "it.test", "/a", "Prefix"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    ",      ,      true",
    "true,  ,      false",
    ",      true,  false",
    "true,  true,  true",
    "true,  false, false",
    "false, ,      false",
    ",      false, false",
    "false, false, false"
  })
  void canariesMayShareAPathWithOthersButNotAmongThemselves(
      String first, String second, boolean refused) {
    Ingress there = ingress("first", "it.test", "/a", "Prefix");
    Ingress tried = ingress("second", "it.test", "/a", "Prefix");
    cluster.apply(List.of(first == null ? there : annotated(there, "canary", first)));
    assertThat(!errors(second == null ? tried : annotated(tried, "canary", second)).isEmpty())
        .isEqualTo(refused);
  }

  @ParameterizedTest
  @CsvSource({
    "auth-url, http://auth.test/, true",
    "server-snippet, return 200;, true",
    "rewrite-target, no path, false",
    "proxy-connect-timeout, soon, false",
    "ssl-redirecd, true, false",
    "auth-typ, basic, true",
    "proxy-ssl-secret, default/ca, true",
    "limit-rps, 5, false",
    "use-regex, maybe, false"
  })
  void anErrorIsWhatWouldAnswer503OrNeverRun(String name, String value, boolean error) {
    Ingress it = annotated(ingress("it", "it.test", "/", "Prefix"), name, value);
    assertThat(problems(it)).isNotEmpty();
    assertThat(!errors(it).isEmpty()).isEqualTo(error);
  }

  @Test
  void aSecretOrServiceThatMayStillComeIsNoError() {
    Ingress it = ingress("it", "it.test", "/", "Prefix");
    it.getMetadata()
        .setAnnotations(
            Map.of(
                "nginx.ingress.kubernetes.io/backend-protocol", "HTTPS",
                "nginx.ingress.kubernetes.io/proxy-ssl-secret", "default/ca"));
    it.getSpec()
        .getRules()
        .getFirst()
        .getHttp()
        .getPaths()
        .getFirst()
        .getBackend()
        .getService()
        .setName("later");
    assertThat(problems(it)).hasSize(2).noneMatch(each -> each.severity() == Severity.ERROR);
  }

  @Test
  void aPathThatIsLeftOutIsAnError() {
    assertThat(
            errors(
                annotated(
                    ingress("it", "it.test", "/(", "ImplementationSpecific"), "use-regex", "true")))
        .singleElement()
        .extracting(Problem::field)
        .isEqualTo("spec.rules[0].http.paths[0].path");
  }

  @Test
  void b6AnotherIngressThatBreaksUsChangesNothing() {
    Ingress poison = ingress("poison", "it.test", "/", "Prefix");
    poison.setSpec(
        new IngressSpec() {
          @Override
          public List<IngressRule> getRules() {
            throw new IllegalStateException("poison");
          }

          @Override
          public String getIngressClassName() {
            return "nginx";
          }
        });
    cluster.applyRaw(poison).apply(List.of(ingress("first", "it.test", "/a", "Prefix")));
    assertThat(errors(ingress("second", "it.test", "/a", "Prefix"))).hasSize(1);
  }

  @Test
  void nothingStaysOfATrial() {
    String before = cluster.table();
    assertThat(problems(ingress("it", "it.test", "/", "Prefix"))).isEmpty();
    assertThat(cluster.table()).isEqualTo(before);
    assertThat(cluster.fromScratch()).isEqualTo(cluster.compile());
  }
}
