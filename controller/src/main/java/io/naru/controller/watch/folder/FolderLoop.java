package io.naru.controller.watch.folder;

import io.naru.controller.problem.ProblemLog;
import io.naru.controller.watch.ClusterUpdate;
import io.naru.controller.watch.ClusterWatcher.Listener;
import io.naru.controller.watch.Holdoff;
import io.naru.controller.watch.manifest.ManifestReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The work of the watching thread: wait for hints, hold a burst off, look, tell.
///
/// Thread rule: one thread takes [#turn] after turn, and it alone touches the reader.
final class FolderLoop {
  private static final Logger LOG = LoggerFactory.getLogger(FolderLoop.class);

  private final Path folder;
  private final FolderEvents events;
  private final Timing timing;
  private final Listener listener;
  private final FolderReader reader;
  private final Holdoff holdoff;
  private final ProblemLog waiting = new ProblemLog(LOG);
  private final Set<String> pending = new HashSet<>();
  private boolean everywhere;
  private boolean told;
  private Optional<ClusterUpdate> untold = Optional.empty();
  private long nextScan = System.nanoTime();

  FolderLoop(Path folder, FolderEvents events, Timing timing, Listener listener) {
    this.folder = folder;
    this.events = events;
    this.timing = timing;
    this.listener = listener;
    this.reader = new FolderReader(folder, new ManifestReader(), InstantSource.system());
    this.holdoff = new Holdoff(timing.quiet(), timing.maximum());
  }

  void turn() throws InterruptedException {
    long untilScan = inDoubt() ? Long.MAX_VALUE : nextScan - System.nanoTime();
    long untilDue = holdoff.remaining(System.nanoTime()).orElse(Long.MAX_VALUE);
    FolderEvents.Hints hints = events.await(Math.min(untilScan, untilDue));
    long now = System.nanoTime();
    pending.addAll(hints.files());
    everywhere |= hints.everywhere();
    if (hints.any()) {
      holdoff.event(now);
    }
    if (!inDoubt() && nextScan - now <= 0) {
      everywhere = true;
      holdoff.event(now);
      look(this::scan);
    } else if (holdoff.remaining(now).orElse(1) == 0) {
      look(everywhere ? this::scan : () -> reader.look(pending));
    }
  }

  /// Looks, and tells what was seen. Where either throws, both stay due.
  private void look(Runnable look) {
    look.run();
    pending.clear();
    tell();
    settle();
  }

  /// While something is in doubt no regular scan is begun: the second look would come too early.
  private boolean inDoubt() {
    return !reader.doubted().isEmpty();
  }

  private void scan() {
    long begun = System.nanoTime();
    FolderListing listing = list();
    Duration pause = timing.pauseAfter(Duration.ofNanos(System.nanoTime() - begun));
    try {
      reader.scan(listing, pending);
      everywhere = false;
    } finally {
      nextScan = System.nanoTime() + pause.toNanos();
    }
  }

  /// Watched first and listed then: nothing that happens in between is missed.
  private FolderListing list() {
    FolderListing listing = FolderListing.of(folder);
    return listing instanceof FolderListing.Listed it && events.watch(it.directories())
        ? FolderListing.of(folder)
        : listing;
  }

  /// The first list is told when nothing in it is in doubt.
  private void tell() {
    if (!reader.listed()) {
      waiting.tell(reader.problems());
    } else if (told || !inDoubt()) {
      reader.take().ifPresent(it -> untold = Optional.of(untold.map(it::after).orElse(it)));
      untold.ifPresent(this::tell);
      untold = Optional.empty();
    }
  }

  /// What is in doubt is looked at again when it was quiet for a while.
  private void settle() {
    long now = System.nanoTime();
    holdoff.applied(now);
    if (inDoubt()) {
      pending.addAll(reader.doubted());
      holdoff.event(now);
    }
  }

  private void tell(ClusterUpdate update) {
    if (!told) {
      waiting.tell(List.of());
      LOG.info("{}: {}, {}", folder, reader.summary(), update.state());
      told = true;
    }
    listener.updated(update);
  }
}
