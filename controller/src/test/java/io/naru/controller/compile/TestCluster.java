package io.naru.controller.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.watch.ClusterState;
import io.naru.controller.watch.RawState;
import io.naru.controller.watch.StateEdit;
import io.naru.controller.watch.manifest.ManifestReader;
import io.naru.controller.watch.manifest.Reading;
import io.naru.proxy.match.HostMatch;
import io.naru.proxy.route.VirtualHost;
import io.naru.tls.material.Certificate;
import io.naru.tls.testkit.TestCertificates;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A cluster made of manifests, and the one compiler that follows its changes.
final class TestCluster {
  static final TestCertificates AUTHORITY = TestCertificates.authority("test authority");
  static final Certificate SELF_MADE = AUTHORITY.ec("self.made").certificate();

  /// A class of ours and a Service `web` with two endpoints, enough for most tests.
  static final String BASICS =
      """
      {apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: nginx}, spec: {controller: k8s.io/ingress-nginx}}
      ---
      {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ports: [{name: http, port: 80, targetPort: 8080}]}}
      ---
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata: {name: web-1, labels: {kubernetes.io/service-name: web}}
      addressType: IPv4
      endpoints: [{addresses: [10.0.0.1]}, {addresses: [10.0.0.2]}]
      ports: [{name: http, port: 8080}]
      """;

  private final CompileOptions options;
  private final SnapshotCompiler compiler;
  private ClusterState state = ClusterState.empty();
  private ResolvedNames names = ResolvedNames.NONE;
  private Changes changes = Changes.none();

  TestCluster(CompileOptions options) {
    this.options = options;
    this.compiler = new SnapshotCompiler(options, SELF_MADE);
  }

  /// With [#BASICS].
  static TestCluster basic() {
    return new TestCluster(CompileOptions.DEFAULT).apply(BASICS);
  }

  static List<HasMetadata> objects(String yaml) {
    Reading reading = new ManifestReader().read("in.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    assertThat(reading)
        .isInstanceOfSatisfying(Reading.Manifests.class, it -> assertThat(it.problems()).isEmpty());
    return ((Reading.Manifests) reading).objects();
  }

  TestCluster apply(String yaml) {
    return apply(objects(yaml));
  }

  TestCluster apply(List<HasMetadata> objects) {
    StateEdit edit = state.edit();
    objects.forEach(edit::put);
    return follow(edit.apply());
  }

  /// Where IngressClasses may not be read.
  TestCluster withoutClasses() {
    return follow(state.edit().classesReadable(false).apply());
  }

  /// With an object as it is, not in the lean form that a source's objects come in.
  TestCluster applyRaw(HasMetadata object) {
    return follow(RawState.with(state, object));
  }

  TestCluster delete(Kind kind, String name) {
    String namespace = kind.namespaced() ? "default" : "";
    return follow(state.edit().remove(new ObjectKey(kind, namespace, name)).apply());
  }

  TestCluster resolve(String name, ResolvedNames.Resolution resolution) {
    Map<String, ResolvedNames.Resolution> byName = new HashMap<>(names.byName());
    byName.put(name, resolution);
    names = new ResolvedNames(byName);
    changes = changes.and(Changes.ofNames(Set.of(name)));
    return this;
  }

  /// What the one compiler makes of all changes since it was asked last.
  Compiled compile() {
    Compiled compiled = compiler.compile(new World(state, names), changes);
    changes = Changes.none();
    return compiled;
  }

  World world() {
    return new World(state, names);
  }

  /// What would become of Ingresses if they were put.
  Trial trial() {
    return new Trial(options, SELF_MADE);
  }

  /// What a new compiler makes of the cluster.
  Compiled fromScratch() {
    return new SnapshotCompiler(options, SELF_MADE)
        .compile(new World(state, names), Changes.none());
  }

  /// One host of the table.
  VirtualHost host(String name) {
    return Optional.ofNullable(compile().routes().hosts().get(new HostMatch.Exact(name)))
        .orElseThrow();
  }

  /// The table as text, for assertions that people read.
  String table() {
    return TableText.of(compile());
  }

  /// The lines of the table that begin with a text, stripped.
  List<String> lines(String beginning) {
    return table().lines().map(String::strip).filter(it -> it.startsWith(beginning)).toList();
  }

  private TestCluster follow(StateEdit.Derived derived) {
    state = derived.state();
    changes = changes.and(Changes.of(derived.changes()));
    return this;
  }
}
