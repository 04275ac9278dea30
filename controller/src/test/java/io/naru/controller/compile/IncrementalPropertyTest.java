package io.naru.controller.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.problem.Problem;
import io.naru.controller.problem.Subject;
import io.naru.controller.watch.ClusterState;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/// Any sequence of events gives the table of a compile from scratch.
class IncrementalPropertyTest {
  private static final CompileOptions OPTIONS =
      CompileOptions.DEFAULT
          .withClasses(new ClassRules("k8s.io/ingress-nginx", "nginx", false, false, true))
          .withReferences(
              new CompileOptions.References(
                  Optional.of(new ObjectKey(Kind.CONFIG_MAP, "default", "settings")),
                  Optional.of(new ObjectKey(Kind.SERVICE, "default", "a")),
                  Optional.of(new ObjectKey(Kind.SECRET, "default", "one"))));

  /// Something to change: a wildcard, a host below it, another host.
  private static final String BEGINNING =
      """
      {apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: a}, spec: {ingressClassName: nginx, rules: [{host: "*.y.test"}]}}
      ---
      {apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: b}, spec: {ingressClassName: nginx, rules: [{host: a.y.test}]}}
      ---
      {apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: c}, spec: {ingressClassName: nginx, rules: [{host: x.test}]}}
      """;

  private static final String CERTIFICATE = manifest("one", "x.test", "*.y.test");
  private static final String OTHER_CERTIFICATE = manifest("two", "y.test", "a.y.test");

  /// One thing that happens to the cluster.
  interface Event {
    void happen(TestCluster cluster);
  }

  @Property(tries = 300)
  void incrementalEqualsFromScratch(@ForAll("histories") List<List<Event>> history) {
    TestCluster cluster = new TestCluster(OPTIONS).apply(BEGINNING);
    cluster.compile();
    for (List<Event> burst : history) {
      burst.forEach(it -> it.happen(cluster));
      Compiled incremental = cluster.compile();
      Compiled scratch = cluster.fromScratch();
      assertThat(TableText.of(incremental)).isEqualTo(TableText.of(scratch));
      assertThat(incremental).isEqualTo(scratch);
    }
  }

  @Property(tries = 100)
  void aTrialFindsWhatTheCompileFindsAndTheOverlaps(
      @ForAll("histories") List<List<Event>> history) {
    TestCluster cluster = new TestCluster(OPTIONS).apply(BEGINNING);
    history.forEach(burst -> burst.forEach(it -> it.happen(cluster)));
    List<Problem> all = cluster.compile().problems();
    cluster
        .world()
        .state()
        .ingresses()
        .forEach(ingress -> {
          var about = new Subject.OfObject(ClusterState.keyOf(ingress));
          var compiled = all.stream().filter(it -> it.subject().equals(about)).toList();
          if (cluster.trial().of(cluster.world(), ingress)
              instanceof Trial.Outcome.Ours(var found)) {
            var overlaps = found.stream().filter(it -> !compiled.contains(it)).toList();
            var fields = overlaps.stream().map(Problem::field).toList();
            assertThat(overlaps)
                .allMatch(it -> it.consequence().startsWith("a path of a host belongs"));
            assertThat(found)
                .containsAll(compiled.stream().filter(it -> !fields.contains(it.field())).toList());
          } else {
            assertThat(compiled).allMatch(it -> it.consequence().equals("it is left to others"));
          }
        });
  }

  @Provide
  Arbitrary<List<List<Event>>> histories() {
    return Arbitraries.frequencyOf(
            Tuple.of(8, ingress()),
            Tuple.of(2, service()),
            Tuple.of(2, slice()),
            Tuple.of(2, secret()),
            Tuple.of(1, settings()),
            Tuple.of(1, classes()),
            Tuple.of(1, name()))
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  private static Arbitrary<Event> ingress() {
    Arbitrary<String> name = Arbitraries.of("a", "b", "c");
    Arbitrary<String> spec =
        Combinators.combine(
                Arbitraries.of(
                    "x.test", "*.y.test", "*.y.test", "a.y.test", "a.y.test", "", "bad host"),
                Arbitraries.of("/", "/p", "/p/", "/p/q", "/(x"),
                Arbitraries.of("Prefix", "Exact", "ImplementationSpecific"),
                Arbitraries.of(
                    "a, port: {number: 80}",
                    "b, port: {number: 80}",
                    "b, port: {name: '80'}",
                    "out, port: {number: 80}"),
                Arbitraries.of("", ", defaultBackend: {service: {name: b, port: {number: 80}}}"),
                Arbitraries.of(
                    "",
                    ", tls: [{hosts: [x.test, a.y.test], secretName: one}]",
                    ", tls: [{secretName: two}]"))
            .as((host, path, type, service, backend, tls) ->
                "rules: [{host: \"%s\", http: {paths: [{path: \"%s\", pathType: %s, backend: {service: {name: %s}}}]}}, {host: y.test}]%s%s"
                    .formatted(host, path, type, service, backend, tls));
    Arbitrary<String> catchAll =
        Arbitraries.just("defaultBackend: {service: {name: a, port: {number: 80}}}");
    Arbitrary<String> annotations =
        Arbitraries.of(
            "",
            "",
            "",
            "",
            "",
            "rewrite-target: /z",
            "use-regex: 'true'",
            "load-balance: ewma",
            "load-balance: nonsense",
            "backend-protocol: GRPC",
            "service-upstream: 'true'",
            "auth-tls-secret: default/x",
            "auth-url: http://x",
            "canary: 'true'",
            "proxy-read-timeout: soon");
    Arbitrary<Event> put =
        Combinators.combine(
                name,
                Arbitraries.of("2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z"),
                annotations,
                Arbitraries.of("nginx", "nginx", "nginx", "nginx", "other", "null"),
                Arbitraries.oneOf(List.of(spec, spec, spec, catchAll)))
            .as((it, created, annotation, className, text) ->
                put(
                    """
                    {apiVersion: networking.k8s.io/v1, kind: Ingress,
                     metadata: {name: %s, creationTimestamp: "%s", annotations: {%s}},
                     spec: {ingressClassName: %s, %s}}
                    """
                        .formatted(
                            it,
                            created,
                            annotation.isEmpty() ? "" : "nginx.ingress.kubernetes.io/" + annotation,
                            className,
                            text)));
    return orRemoved(put, Kind.INGRESS, name);
  }

  private static Arbitrary<Event> service() {
    Arbitrary<String> name = Arbitraries.of("a", "b", "out");
    Arbitrary<Event> put =
        Combinators.combine(
                name,
                Arbitraries.of(
                    "ports: [{port: 80, targetPort: 8080}]",
                    "ports: [{name: http, port: 80, targetPort: http}]",
                    "clusterIP: 10.96.0.1, ports: [{port: 80}]",
                    "ports: [{port: 81}]",
                    "type: ExternalName, externalName: out.example.com, ports: [{port: 80}]",
                    "type: ExternalName, externalName: localhost"))
            .as((it, spec) ->
                put(
                    "{apiVersion: v1, kind: Service, metadata: {name: %s}, spec: {%s}}"
                        .formatted(it, spec)));
    return orRemoved(put, Kind.SERVICE, name);
  }

  private static Arbitrary<Event> slice() {
    Arbitrary<String> name = Arbitraries.of("s1", "s2", "s3");
    Arbitrary<Event> put =
        Combinators.combine(
                name,
                Arbitraries.of("a", "b"),
                Arbitraries.of(
                    "{addresses: [10.0.0.1]}",
                    "{addresses: [10.0.0.2], conditions: {ready: false}}",
                    ""),
                Arbitraries.of("{name: http, port: 8080}", "{port: 9090}", ""))
            .as((it, service, endpoint, port) ->
                put(
                    """
                    {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, addressType: IPv4,
                     metadata: {name: %s, labels: {kubernetes.io/service-name: %s}},
                     endpoints: [%s], ports: [%s]}
                    """
                        .formatted(it, service, endpoint, port)));
    return orRemoved(put, Kind.ENDPOINT_SLICE, name);
  }

  private static Arbitrary<Event> secret() {
    Arbitrary<Event> put =
        Arbitraries.of(
                CERTIFICATE,
                OTHER_CERTIFICATE,
                "{apiVersion: v1, kind: Secret, metadata: {name: one}, data: {}}",
                "{apiVersion: v1, kind: Secret, metadata: {name: two}, data: {tls.crt: bm8=}}")
            .map(IncrementalPropertyTest::put);
    return orRemoved(put, Kind.SECRET, Arbitraries.of("one", "two"));
  }

  private static Arbitrary<Event> settings() {
    Arbitrary<Event> put =
        Arbitraries.of(
                "proxy-read-timeout: '5'",
                "load-balance: ewma",
                "whitelist-source-range: 10.0.0.0/8",
                "ssl-redirect: 'false'",
                "service-upstream: 'true'",
                "")
            .map(data ->
                put(
                    "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {%s}}"
                        .formatted(data)));
    return orRemoved(put, Kind.CONFIG_MAP, Arbitraries.just("settings"));
  }

  private static Arbitrary<Event> classes() {
    Arbitrary<String> name = Arbitraries.of("nginx", "other");
    Arbitrary<Event> put =
        Combinators.combine(
                name,
                Arbitraries.of("k8s.io/ingress-nginx", "example.com/other"),
                Arbitraries.of("true", "false"))
            .as((it, controller, byDefault) ->
                put(
                    """
                    {apiVersion: networking.k8s.io/v1, kind: IngressClass,
                     metadata: {name: %s, annotations: {ingressclass.kubernetes.io/is-default-class: "%s"}},
                     spec: {controller: %s}}
                    """
                        .formatted(it, byDefault, controller)));
    return orRemoved(put, Kind.INGRESS_CLASS, name);
  }

  private static Arbitrary<Event> name() {
    return Arbitraries.of(
            new ResolvedNames.Resolution.Addresses(List.of("192.0.2.1", "2001:db8::1")),
            new ResolvedNames.Resolution.Addresses(List.of("127.0.0.1")),
            new ResolvedNames.Resolution.Failed("does not resolve"))
        .map(resolution -> cluster -> cluster.resolve("out.example.com", resolution));
  }

  private static Arbitrary<Event> orRemoved(
      Arbitrary<Event> put, Kind kind, Arbitrary<String> name) {
    Arbitrary<Event> removed = name.map(it -> cluster -> cluster.delete(kind, it));
    return Arbitraries.oneOf(List.of(put, put, put, removed));
  }

  private static Event put(String yaml) {
    return cluster -> cluster.apply(yaml);
  }

  private static String manifest(String name, String... hosts) {
    return TestSecrets.tls(name, TestCluster.AUTHORITY.ec(hosts));
  }
}
