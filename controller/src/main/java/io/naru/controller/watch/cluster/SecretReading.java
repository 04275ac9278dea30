package io.naru.controller.watch.cluster;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.naru.controller.object.ObjectKey;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;

/// How Secrets are read that an Ingress or a flag refers to; no other is.
public sealed interface SecretReading {

  /// The Secrets that an Ingress refers to; one too many costs a request.
  Function<Ingress, Set<ObjectKey>> referred();

  /// Each when it is first referred to and when it changes: the metadata of all are watched.
  record Watched(Function<Ingress, Set<ObjectKey>> referred) implements SecretReading {}

  /// Each when it is first referred to and again after a while, by the right to get it alone.
  ///
  /// @param again how long a Secret is believed
  record ByName(Function<Ingress, Set<ObjectKey>> referred, Duration again)
      implements SecretReading {}
}
