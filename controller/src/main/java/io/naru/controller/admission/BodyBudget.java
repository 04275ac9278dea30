package io.naru.controller.admission;

/// How many bytes of bodies may be held at a time, by all connections together (catalogue A7).
///
/// Thread rule: the event loop's thread only.
final class BodyBudget {
  private long free;

  /// @param bytes in all
  BodyBudget(long bytes) {
    this.free = bytes;
  }

  /// Whether that much could be had; then it is taken.
  boolean take(long bytes) {
    if (bytes > free) {
      return false;
    }
    free -= bytes;
    return true;
  }

  void giveBack(long bytes) {
    free += bytes;
  }
}
