package io.naru.controller.watch.folder;

import io.naru.controller.pace.Threads;
import io.naru.controller.pace.Ticker;
import io.naru.controller.watch.ClusterWatcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// Watches a folder of manifests: `*.yaml`, `*.yml` and `*.json` in it and its subfolders, one or
/// many objects a file. Names that begin with a dot are ignored; links are followed.
///
/// A file that arrives by rename counts within milliseconds. A file that is broken keeps its last
/// good content, a folder that cannot be read keeps all; both are problems of the update. A folder
/// that is not there yet is waited for.
///
/// Thread rule: as [ClusterWatcher] says; the thread that watches also tells the listener.
public final class FolderWatcher implements ClusterWatcher {
  private final Path folder;
  private final Timing timing;
  private final FolderEvents events;
  private final Threads threads = new Threads(Ticker.system());

  /// A watch over a folder, not started.
  ///
  /// @throws UncheckedIOException if the system gives no more watches (on Linux, inotify instances
  ///   of the user)
  public FolderWatcher(Path folder, Timing timing) {
    this.folder = folder.toAbsolutePath().normalize();
    this.timing = timing;
    try {
      this.events = new FolderEvents(this.folder, this.folder.getFileSystem().newWatchService());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot watch " + folder + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void start(Listener listener) {
    FolderLoop loop = new FolderLoop(folder, events, timing, listener);
    threads.start("folder-watch", loop::turn);
  }

  @Override
  public Threads threads() {
    return threads;
  }

  /// Waits for a listener that is at work, at most 30 seconds.
  @Override
  public void close() {
    threads.close();
    events.close();
  }
}
