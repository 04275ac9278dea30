package io.naru.controller.access;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Optional;

/// The one Lease of the leader election.
public final class Leases {
  private final KubernetesClient client;
  private final Names names;

  Leases(KubernetesClient client, Names names) {
    this.client = client;
    this.names = names;
  }

  public Answer<Lease> get() {
    return Answer.ofNullable(() -> Optional.ofNullable(all().withName(names.lease()).get()));
  }

  /// In the namespace and under the name that permissions are tied to, whatever its metadata say.
  public Answer<Lease> create(Lease lease) {
    return Answer.of(() -> all().resource(named(lease)).create());
  }

  /// Only if it is still the one of `metadata.resourceVersion`; else a conflict.
  public Answer<Lease> update(Lease lease) {
    return Answer.of(() -> all().resource(named(lease)).update());
  }

  private NonNamespaceOperation<Lease, LeaseList, Resource<Lease>> all() {
    return client.leases().inNamespace(names.namespace());
  }

  private Lease named(Lease lease) {
    return lease
        .edit()
        .editOrNewMetadata()
        .withNamespace(names.namespace())
        .withName(names.lease())
        .endMetadata()
        .build();
  }
}
