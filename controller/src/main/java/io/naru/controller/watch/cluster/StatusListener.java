package io.naru.controller.watch.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.naru.controller.object.ObjectKey;

/// Hears of Ingresses and Services as the server has them, with their status, which a table is not
/// compiled from. On threads of the watch: it returns soon, and keeps only what it needs.
public interface StatusListener {
  /// Hears nothing.
  StatusListener NONE =
      new StatusListener() {
        @Override
        public void seen(HasMetadata object) {}

        @Override
        public void gone(ObjectKey key) {}
      };

  /// The object as it is now; perhaps the same as before.
  void seen(HasMetadata object);

  void gone(ObjectKey key);
}
