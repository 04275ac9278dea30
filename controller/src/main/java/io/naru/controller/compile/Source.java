package io.naru.controller.compile;

import io.naru.controller.object.ObjectKey;

/// Something that a compilation reads, and that can change.
public sealed interface Source {

  /// A cluster object; for a Service its EndpointSlices too. One that is not there can be read as
  /// well: it may appear.
  record OfObject(ObjectKey key) implements Source {}

  /// Which IngressClasses there are, and what each says.
  record OfClasses() implements Source {}

  /// What an external name resolves to.
  record OfName(String name) implements Source {}
}
