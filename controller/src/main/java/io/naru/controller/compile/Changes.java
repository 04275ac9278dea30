package io.naru.controller.compile;

import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.watch.Change;
import io.naru.controller.watch.ChangeSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which sources are other than at the last compilation; more than that does no harm.
public record Changes(Set<Source> sources) {
  private static final Changes NONE = new Changes(Set.of());

  public Changes {
    sources = Set.copyOf(sources);
  }

  public static Changes none() {
    return NONE;
  }

  public static Changes of(ChangeSet changes) {
    return new Changes(
        Stream.concat(
                changes.changes().stream().map(Change::key),
                changes.servicesWithOtherSlices().stream())
            .flatMap(Changes::sources)
            .collect(Collectors.toSet()));
  }

  private static Stream<Source> sources(ObjectKey key) {
    Source object = new Source.OfObject(key);
    return key.kind() == Kind.INGRESS_CLASS
        ? Stream.of(object, new Source.OfClasses())
        : Stream.of(object);
  }

  public static Changes ofNames(Set<String> names) {
    return new Changes(names.stream().map(Source.OfName::new).collect(Collectors.toSet()));
  }

  public Changes and(Changes later) {
    return new Changes(
        Stream.concat(sources.stream(), later.sources.stream()).collect(Collectors.toSet()));
  }

  Stream<ObjectKey> keys(Kind kind) {
    return sources.stream()
        .flatMap(it -> it instanceof Source.OfObject(ObjectKey key) ? Stream.of(key) : Stream.of())
        .filter(key -> key.kind() == kind);
  }

  boolean touch(ObjectKey key) {
    return sources.contains(new Source.OfObject(key));
  }
}
