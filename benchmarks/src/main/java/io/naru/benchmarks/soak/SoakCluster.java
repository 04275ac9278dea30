package io.naru.benchmarks.soak;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.naru.controller.watch.ClusterState;
import io.naru.controller.watch.ClusterUpdate;
import io.naru.controller.watch.StateEdit;
import java.util.List;

/// Hosts `h0.soak.test`, `h1.soak.test` and so on, each with an Ingress and a Service of its own,
/// all on one endpoint; and one change after another to them.
///
/// Thread rule: one thread.
public final class SoakCluster {
  private final int hosts;
  private final int port;
  private ClusterState state = ClusterState.empty();
  private int step;

  /// @param port of the one endpoint, on 127.0.0.1
  public SoakCluster(int hosts, int port) {
    this.hosts = hosts;
    this.port = port;
  }

  static String host(int i) {
    return "h" + i + ".soak.test";
  }

  public ClusterState state() {
    return state;
  }

  /// Everything.
  public ClusterUpdate first() {
    StateEdit edit = state.edit();
    for (int i = 0; i < hosts; i++) {
      List.of(service(i), slice(i, 1), ingress(i, "/")).forEach(edit::put);
    }
    return apply(edit);
  }

  /// In turns, another set of endpoints and another set of paths, each time of another host.
  public ClusterUpdate next() {
    return step % 2 == 0 ? otherPaths() : otherEndpoints();
  }

  /// Another set of paths for another host than last time.
  public ClusterUpdate otherPaths() {
    int i = another();
    return apply(state.edit().put(ingress(i, "/", "/v" + step)));
  }

  /// Another set of endpoints for another host than last time.
  public ClusterUpdate otherEndpoints() {
    int i = another();
    return apply(state.edit().put(slice(i, 1 + (step / hosts + 1) % 2)));
  }

  /// One host more than there were, or that one less.
  public ClusterUpdate otherHosts() {
    StateEdit edit = state.edit();
    HasMetadata extra = ingress(hosts, "/");
    boolean there = state.ingress("soak", name(hosts)).isPresent();
    return apply(there ? edit.remove(ClusterState.keyOf(extra)) : edit.put(extra));
  }

  private int another() {
    step++;
    return (int) (step * 7919L % hosts);
  }

  private ClusterUpdate apply(StateEdit edit) {
    StateEdit.Derived derived = edit.apply();
    state = derived.state();
    return new ClusterUpdate(derived.state(), derived.changes(), List.of());
  }

  private static String name(int i) {
    return "h" + i;
  }

  private Service service(int i) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withNamespace("soak")
        .withName(name(i))
        .endMetadata()
        .withNewSpec()
        .addNewPort()
        .withName("http")
        .withPort(80)
        .endPort()
        .endSpec()
        .build();
  }

  private EndpointSlice slice(int i, int endpoints) {
    EndpointSliceBuilder slice =
        new EndpointSliceBuilder()
            .withNewMetadata()
            .withNamespace("soak")
            .withName(name(i) + "-1")
            .addToLabels("kubernetes.io/service-name", name(i))
            .endMetadata()
            .withAddressType("IPv4")
            .addNewPort()
            .withName("http")
            .withPort(port)
            .endPort();
    for (int e = 1; e <= endpoints; e++) {
      slice.addNewEndpoint().withAddresses("127.0.0." + e).endEndpoint();
    }
    return slice.build();
  }

  private Ingress ingress(int i, String... paths) {
    IngressBuilder ingress =
        new IngressBuilder()
            .withNewMetadata()
            .withNamespace("soak")
            .withName(name(i))
            .endMetadata()
            .withNewSpec()
            .withIngressClassName("nginx")
            .addNewRule()
            .withHost(host(i))
            .withNewHttp()
            .endHttp()
            .endRule()
            .endSpec();
    for (String path : paths) {
      ingress
          .editSpec()
          .editFirstRule()
          .editHttp()
          .addNewPath()
          .withPath(path)
          .withPathType("Prefix")
          .withNewBackend()
          .withNewService()
          .withName(name(i))
          .withNewPort()
          .withNumber(80)
          .endPort()
          .endService()
          .endBackend()
          .endPath()
          .endHttp()
          .endRule()
          .endSpec();
    }
    return ingress.build();
  }
}
