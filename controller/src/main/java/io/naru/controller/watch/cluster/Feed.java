package io.naru.controller.watch.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.naru.controller.access.ObjectListener;
import io.naru.controller.access.ObjectWatch;
import io.naru.controller.access.Selection;
import io.naru.controller.access.Trouble;
import io.naru.controller.access.WatchedObjects;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import java.util.Optional;

/// One watch, with how it fares.
///
/// Thread rule: the watch tells on its threads; any thread asks.
final class Feed implements ObjectListener, AutoCloseable {
  private final Selection selection;
  private final Destination destination;
  private final Gathering gathering;
  private final Optional<String> otherwise;
  private final ObjectWatch watch;
  private volatile boolean listed;
  private volatile boolean resting;
  private volatile Optional<Trouble> trouble = Optional.empty();
  private volatile Doubt doubt = Doubt.NONE;

  Feed(WatchedObjects server, Selection selection, Destination destination, Gathering gathering) {
    this(server, selection, destination, gathering, Optional.empty());
  }

  /// @param otherwise what holds where the right to watch is missing; empty where it cannot be done
  ///   without
  Feed(
      WatchedObjects server,
      Selection selection,
      Destination destination,
      Gathering gathering,
      Optional<String> otherwise) {
    this.selection = selection;
    this.destination = destination;
    this.gathering = gathering;
    this.otherwise = otherwise;
    this.watch = server.watch(selection, this);
  }

  Selection selection() {
    return selection;
  }

  ObjectWatch watch() {
    return watch;
  }

  void begin() {
    watch.begin();
  }

  /// What a list that is not believed said of objects; no longer once one is believed.
  ///
  /// @param missing how many it lacked; 0 without such a list
  /// @param left how many it had
  record Doubt(int missing, int left) {
    static final Doubt NONE = new Doubt(0, 0);
  }

  Doubt doubt() {
    return doubt;
  }

  /// Whether what it sees may count: it had a full list once, or may do without.
  boolean isListed() {
    return listed || resting;
  }

  /// Whether it gave up for now, as a right is missing that the program can do without.
  boolean isResting() {
    return resting;
  }

  /// What holds while it rests.
  Optional<String> otherwise() {
    return resting ? otherwise : Optional.empty();
  }

  /// Why the last list or watch failed, unless one succeeded since. A list that comes in is no
  /// proof of a watch.
  Optional<Trouble> trouble() {
    if (watch.isWatching()) {
      trouble = Optional.empty();
    }
    return trouble;
  }

  @Override
  public void seen(HasMetadata object) {
    destination.put().accept(object);
  }

  @Override
  public void gone(ObjectKey key) {
    destination.remove().accept(key);
  }

  @Override
  public void listed() {
    listed = true;
    resting = false;
    doubt = Doubt.NONE;
    trouble = trouble.filter(it -> !it.isSilence());
    tellOfClasses(true);
    gathering.nudge();
  }

  @Override
  public void doubted(int missing, int left) {
    doubt = new Doubt(missing, left);
    gathering.nudge();
  }

  @Override
  public boolean failed(Trouble now) {
    boolean rest = otherwise.isPresent() && now.isForbidden() && !listed;
    trouble = Optional.of(now);
    resting = rest;
    if (rest) {
      tellOfClasses(false);
    }
    gathering.nudge();
    return !rest;
  }

  private void tellOfClasses(boolean readable) {
    if (selection.kind() == Kind.INGRESS_CLASS) {
      gathering.classesReadable(readable);
    }
  }

  @Override
  public void close() {
    watch.close();
  }
}
