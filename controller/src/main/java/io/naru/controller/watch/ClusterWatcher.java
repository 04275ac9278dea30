package io.naru.controller.watch;

import io.naru.controller.pace.Threads;

/// A source of cluster objects: a folder, or an API server.
///
/// Thread rule: `start` once, from any thread; `close` from any thread but the listener's. The
/// listener is called on one thread, one call after the other; while it works, further changes
/// gather into its next call.
public interface ClusterWatcher extends AutoCloseable {

  /// Begins to watch and returns. The listener hears nothing before the first full list is in; the
  /// first update has that list.
  void start(Listener listener);

  /// What it lives by.
  Threads threads();

  /// Stops watching. When it returns the listener is not called again.
  @Override
  void close();

  /// Hears the updates of a source.
  interface Listener {
    /// Where it throws, the same is told again, with what came since.
    void updated(ClusterUpdate update);
  }
}
