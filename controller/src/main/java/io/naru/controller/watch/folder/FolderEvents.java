package io.naru.controller.watch.folder;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Events of a file system, made into hints where to look. They are hints only: what they miss a
/// regular scan finds.
///
/// Thread rule: one thread watches and waits; [#close()] may be called from any.
final class FolderEvents implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FolderEvents.class);

  /// The link through which a mounted ConfigMap is swapped whole.
  private static final String MOUNTED_DATA = "..data";

  private final Path folder;
  private final WatchService service;
  private Map<WatchKey, Path> watched = new HashMap<>();
  private boolean complained;

  FolderEvents(Path folder, WatchService service) {
    this.folder = folder;
    this.service = service;
  }

  /// Where to look.
  ///
  /// @param files names relative to the folder
  /// @param everywhere whether the folder is to be listed anew
  record Hints(Set<String> files, boolean everywhere) {
    boolean any() {
      return everywhere || !files.isEmpty();
    }
  }

  /// Watches these directories and no others.
  ///
  /// @return whether some were not watched before, so that a listing made until now may have missed
  ///   something in them
  boolean watch(List<Path> directories) {
    Map<WatchKey, Path> now = new HashMap<>();
    for (Path directory : directories) {
      register(directory).ifPresent(key -> now.put(key, directory));
    }
    watched.keySet().stream().filter(key -> !now.containsKey(key)).forEach(WatchKey::cancel);
    boolean grown = !watched.keySet().containsAll(now.keySet());
    watched = now;
    return grown;
  }

  /// Waits for events, at most so long.
  ///
  /// @throws ClosedWatchServiceException once closed
  Hints await(long nanoseconds) throws InterruptedException {
    Gathering gathering = new Gathering();
    Optional<WatchKey> key =
        Optional.ofNullable(service.poll(Math.max(0, nanoseconds), TimeUnit.NANOSECONDS));
    while (key.isPresent()) {
      gathering.take(key.get());
      key = Optional.ofNullable(service.poll());
    }
    return new Hints(gathering.files, gathering.everywhere);
  }

  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException e) {
      LOG.warn("the watch of {} did not close: {}", folder, e.getMessage());
    }
  }

  private Optional<WatchKey> register(Path directory) {
    try {
      return Optional.of(directory.register(service, ENTRY_CREATE, ENTRY_DELETE, ENTRY_MODIFY));
    } catch (IOException e) {
      if (!complained) {
        LOG.warn(
            "no events from {} ({}); changes there are found by scans only, some seconds late",
            directory,
            FolderListing.reason(e));
        complained = true;
      }
      return Optional.empty();
    }
  }

  /// What a batch of keys hints at.
  private final class Gathering {
    private final Set<String> files = new HashSet<>();
    private boolean everywhere;

    void take(WatchKey key) {
      Optional<Path> directory = Optional.ofNullable(watched.get(key));
      for (WatchEvent<?> event : key.pollEvents()) {
        directory.ifPresent(it -> take(it, event));
      }
      if (!key.reset() && directory.isPresent()) {
        everywhere = true;
      }
    }

    private void take(Path directory, WatchEvent<?> event) {
      if (event.kind().equals(OVERFLOW) || !(event.context() instanceof Path context)) {
        everywhere = true;
        return;
      }
      String name = context.toString();
      if (FolderListing.isManifest(name)) {
        files.add(FolderListing.relative(folder, directory.resolve(context)));
      } else if (name.equals(MOUNTED_DATA) || concernsFolder(directory.resolve(context), event)) {
        everywhere = true;
      }
    }

    /// A name with a dot in front is never of interest; a changed folder is heard of from its own
    /// key.
    private boolean concernsFolder(Path path, WatchEvent<?> event) {
      return !String.valueOf(path.getFileName()).startsWith(".")
          && !event.kind().equals(ENTRY_MODIFY)
          && (watched.containsValue(path) || Files.isDirectory(path));
    }
  }
}
