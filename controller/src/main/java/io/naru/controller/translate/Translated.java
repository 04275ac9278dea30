package io.naru.controller.translate;

import io.naru.controller.object.ObjectKey;

/// What became of one text.
public sealed interface Translated<T> {

  record Ok<T>(T value) implements Translated<T> {}

  /// The text under `key` of `object` is not a value of its kind.
  ///
  /// @param reason half a sentence that quotes the text, shortened
  record Invalid<T>(ObjectKey object, String key, String reason) implements Translated<T> {}
}
