package io.naru.controller.admin;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/// Whether the program takes traffic, and if not, why. Any thread.
public final class Readiness {
  private final List<Supplier<Optional<String>>> conditions = new CopyOnWriteArrayList<>();
  private volatile Phase phase = Phase.STARTING;

  private enum Phase {
    STARTING,
    SERVING,
    STOPPING
  }

  /// One more condition of being ready, once the first full table is served.
  ///
  /// @param obstacle what stands in the way, if anything; asked by any thread
  public void require(Supplier<Optional<String>> obstacle) {
    conditions.add(obstacle);
  }

  /// The first full table is served. Nothing happens if the end has begun already.
  public synchronized void serving() {
    if (phase == Phase.STARTING) {
      phase = Phase.SERVING;
    }
  }

  /// The end has begun; there is no way back.
  public synchronized void stopping() {
    phase = Phase.STOPPING;
  }

  /// What stands in the way of being ready; empty when nothing does.
  public Optional<String> obstacle() {
    return switch (phase) {
      case STARTING -> Optional.of("the first full list of objects is not served yet");
      case SERVING -> conditions.stream().flatMap(it -> it.get().stream()).findFirst();
      case STOPPING -> Optional.of("the program is shutting down");
    };
  }
}
