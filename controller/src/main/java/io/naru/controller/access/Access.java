package io.naru.controller.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Which part of the list of permissions one controller needs.
///
/// @param namespace the one that is watched; empty for all
/// @param features always with [Feature#SERVING], and with one way to read Secrets
public record Access(Optional<String> namespace, Names names, Set<Feature> features) {
  public Access {
    EnumSet<Feature> all = EnumSet.of(Feature.SERVING);
    all.addAll(features);
    if (all.contains(Feature.ALL_SECRETS) == all.contains(Feature.SECRETS_BY_NAME)) {
      throw new IllegalArgumentException("Secrets are read either all or by name: " + all);
    }
    if (namespace.isPresent() && all.contains(Feature.NAMESPACE_SELECTOR)) {
      throw new IllegalArgumentException("one namespace is watched, or those with some labels");
    }
    features = Set.copyOf(all);
  }

  /// What is granted, in the order of the list.
  public Stream<Permission> permissions() {
    return Arrays.stream(Permission.values()).filter(it -> features.contains(it.feature()));
  }

  public boolean has(Feature feature) {
    return features.contains(feature);
  }
}
