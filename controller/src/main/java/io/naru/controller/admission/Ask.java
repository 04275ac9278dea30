package io.naru.controller.admission;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;

/// What an API server asks.
sealed interface Ask {

  /// Whether an Ingress may be stored.
  ///
  /// @param uid of the review, which the answer repeats
  record Store(String uid, Ingress ingress) implements Ask {}

  /// Something that is no concern of a review: a deletion, say.
  record Else(String uid) implements Ask {}

  /// No review that can be answered.
  ///
  /// @param why a sentence
  record Unreadable(String why) implements Ask {}
}
