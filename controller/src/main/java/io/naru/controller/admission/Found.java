package io.naru.controller.admission;

/// What came of looking for something.
public sealed interface Found<T> {

  record Good<T>(T value) implements Found<T> {}

  /// It cannot be used.
  ///
  /// @param sentence that says why
  record Bad<T>(String sentence) implements Found<T> {}
}
