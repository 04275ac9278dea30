package io.naru.controller.compile;

/// Identity, where it is meant: what did not change is the same object.
final class Same {
  private Same() {}

  @SuppressWarnings("ReferenceEquality") // that is what it is for
  static boolean object(Object one, Object other) {
    return one == other;
  }
}
