package io.naru.controller.watch.cluster;

import io.naru.controller.object.ObjectKey;
import java.util.Set;

/// What is watched.
///
/// @param secrets how Secrets are read
/// @param references objects that flags name; they are watched wherever they are
public record Choice(Namespaces namespaces, SecretReading secrets, Set<ObjectKey> references) {
  public Choice {
    references = Set.copyOf(references);
  }
}
