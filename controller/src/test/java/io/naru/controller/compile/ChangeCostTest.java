package io.naru.controller.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.controller.object.Kind;
import io.naru.proxy.match.HostMatch;
import io.naru.proxy.upstream.UpstreamId;
import org.junit.jupiter.api.Test;

/// A change makes again what it concerns; all else stays the same object.
class ChangeCostTest {
  private static final HostMatch ONE = new HostMatch.Exact("one.test");
  private static final HostMatch TWO = new HostMatch.Exact("two.test");

  private final TestCluster cluster =
      TestCluster.basic()
          .apply(ingress("one", "one.test", "web"))
          .apply(ingress("two", "two.test", "other"))
          .apply(
              """
              {apiVersion: v1, kind: Service, metadata: {name: other}, spec: {ports: [{port: 80}]}}
              """);

  private static String ingress(String name, String host, String service) {
    return """
    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata: {name: %s}
    spec:
      ingressClassName: nginx
      rules:
        - host: %s
          http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: %s, port: {number: 80}}}}]}
    """
        .formatted(name, host, service);
  }

  @Test
  void nothingChangedIsTheSameTable() {
    Compiled before = cluster.compile();
    assertThat(cluster.compile().servesAs(before)).isTrue();
  }

  @Test
  void anEndpointChangeMakesNoRouteAndOneUpstream() {
    Compiled before = cluster.compile();
    Compiled after = cluster.delete(Kind.ENDPOINT_SLICE, "web-1").compile();
    assertThat(after.routes()).isSameAs(before.routes());
    assertThat(after.certificates()).isSameAs(before.certificates());
    UpstreamId other = new UpstreamId("default/other:80");
    assertThat(after.upstreams().get(other)).isSameAs(before.upstreams().get(other));
    assertThat(cluster.lines("upstream default/web:80"))
        .containsExactly("upstream default/web:80 HTTP1 RoundRobin []");
  }

  @Test
  void aServiceChangeMakesNoRoute() {
    Compiled before = cluster.compile();
    Compiled after = cluster.delete(Kind.SERVICE, "web").compile();
    assertThat(after.routes()).isSameAs(before.routes());
    assertThat(after.upstreams()).isNotEqualTo(before.upstreams());
  }

  @Test
  void anIngressChangeMakesItsHostAlone() {
    Compiled before = cluster.compile();
    Compiled after = cluster.apply(ingress("one", "one.test", "other")).compile();
    assertThat(after.routes().hosts().get(TWO)).isSameAs(before.routes().hosts().get(TWO));
    assertThat(after.routes().hosts().get(ONE)).isNotEqualTo(before.routes().hosts().get(ONE));
  }

  @Test
  void anIngressThatMovesLeavesItsOldHost() {
    cluster.compile();
    Compiled after = cluster.apply(ingress("one", "moved.test", "web")).compile();
    assertThat(after.routes().hosts())
        .doesNotContainKey(ONE)
        .containsKey(new HostMatch.Exact("moved.test"));
  }

  @Test
  void aTouchedObjectThatMeansTheSameChangesNoTable() {
    Compiled before = cluster.compile();
    Compiled after =
        cluster
            .apply(
                ingress("one", "one.test", "web")
                    .replace("{name: one}", "{name: one, labels: {a: b}}"))
            .compile();
    assertThat(after.servesAs(before)).isTrue();
  }

  @Test
  void anUnrelatedSecretChangesNothing() {
    Compiled before = cluster.compile();
    Compiled after = cluster.apply(TestSecrets.of("unrelated", "key", "text")).compile();
    assertThat(after.servesAs(before)).isTrue();
  }

  @Test
  void aClassThatChangesHandsTakesItsIngressesAlong() {
    cluster.compile();
    String theirs =
        "{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: nginx}, spec:"
            + " {controller: example.com/other}}";
    assertThat(cluster.apply(theirs).compile().routes().hosts()).doesNotContainKeys(ONE, TWO);
    assertThat(cluster.apply(TestCluster.BASICS).compile().routes().hosts()).containsKeys(ONE, TWO);
  }

  @Test
  void aWildcardThatGetsOrLosesItsCertificateTakesTheHostsBelowAlong() {
    String wildcard = ingress("wild", "'*.wild.test'", "web");
    cluster.apply(wildcard).apply(ingress("below", "a.wild.test", "web"));
    assertThat(redirects("a.wild.test")).isFalse();
    cluster.apply(wildcard.replace("rules:", "tls: [{hosts: ['*.wild.test']}]\n  rules:"));
    assertThat(redirects("a.wild.test")).isTrue();
    cluster.apply(wildcard);
    assertThat(redirects("a.wild.test")).isFalse();
  }

  private boolean redirects(String host) {
    return cluster.host(host).routes().getFirst().policies().httpsRedirect().isPresent();
  }
}
