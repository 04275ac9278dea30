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

  /// What one request holds of it: nothing at first.
  Share share() {
    return new Share();
  }

  /// One request's part, given back as a whole and once, however the request ends.
  final class Share implements AutoCloseable {
    private long taken;

    /// Whether that much more could be had; then it is taken.
    boolean take(long bytes) {
      if (bytes > free) {
        return false;
      }
      free -= bytes;
      taken += bytes;
      return true;
    }

    @Override
    public void close() {
      free += taken;
      taken = 0;
    }
  }
}
