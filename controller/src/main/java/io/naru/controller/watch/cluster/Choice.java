package io.naru.controller.watch.cluster;

import io.naru.controller.object.ObjectKey;
import java.util.Optional;
import java.util.Set;

/// What is watched.
///
/// @param secrets how Secrets are read
/// @param references objects that flags name; they are watched wherever they are
/// @param withoutClasses what decides instead where the right to watch IngressClasses is missing,
///   in a sentence; empty where nothing is told without it
public record Choice(
    Namespaces namespaces,
    SecretReading secrets,
    Set<ObjectKey> references,
    Optional<String> withoutClasses) {
  public Choice {
    references = Set.copyOf(references);
  }
}
