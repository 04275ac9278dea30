package io.naru.controller.watch.cluster;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.naru.controller.object.ObjectKey;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;

/// How Secrets are read.
public sealed interface SecretReading {

  /// All of the watched namespaces, by list and watch.
  record Watched() implements SecretReading {}

  /// Each by its name, when an Ingress or a flag first refers to it and again after a while.
  ///
  /// @param referred the Secrets that an Ingress refers to; one too many costs a request
  /// @param again how long a Secret is believed
  record ByName(Function<Ingress, Set<ObjectKey>> referred, Duration again)
      implements SecretReading {}
}
