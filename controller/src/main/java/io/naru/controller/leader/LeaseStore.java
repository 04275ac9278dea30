package io.naru.controller.leader;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.naru.controller.access.Answer;
import io.naru.controller.access.Leases;

/// The one Lease, where all replicas see it.
interface LeaseStore {
  Answer<Lease> get();

  Answer<Lease> create(Lease lease);

  /// A conflict if it is not the one of `metadata.resourceVersion` any more.
  Answer<Lease> update(Lease lease);

  static LeaseStore of(Leases leases) {
    return new LeaseStore() {
      @Override
      public Answer<Lease> get() {
        return leases.get();
      }

      @Override
      public Answer<Lease> create(Lease lease) {
        return leases.create(lease);
      }

      @Override
      public Answer<Lease> update(Lease lease) {
        return leases.update(lease);
      }
    };
  }
}
