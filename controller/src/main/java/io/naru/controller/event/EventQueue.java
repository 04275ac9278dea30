package io.naru.controller.event;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What is still to be said, and what was said a short while ago and is not said again.
///
/// Thread rule: one thread.
final class EventQueue {
  private final int mostWaiting;
  private final int mostRemembered;
  private final Map<Id, ObjectEvent> waiting = new LinkedHashMap<>();
  private final Map<Id, Said> said = new LinkedHashMap<>();

  private record Id(String namespace, String name) {
    static Id of(ObjectEvent event) {
      return new Id(event.namespace(), event.name());
    }
  }

  /// @param at when it was said last, by a monotonic clock in nanoseconds
  private record Said(long at, int times) {}

  EventQueue(int mostWaiting, int mostRemembered) {
    this.mostWaiting = mostWaiting;
    this.mostRemembered = mostRemembered;
  }

  /// Something to say, unless it is waiting already or was said less than so long ago.
  ///
  /// @return false if there is no room for it
  boolean offer(ObjectEvent event, Duration quiet, long now) {
    Id id = Id.of(event);
    Optional<Said> before = Optional.ofNullable(said.get(id));
    if (waiting.containsKey(id)
        || before.filter(it -> now - it.at() < quiet.toNanos()).isPresent()) {
      return true;
    }
    if (waiting.size() >= mostWaiting) {
      return false;
    }
    waiting.put(id, event);
    return true;
  }

  /// What has waited longest; it goes on waiting.
  Optional<ObjectEvent> first() {
    Iterator<ObjectEvent> events = waiting.values().iterator();
    return events.hasNext() ? Optional.of(events.next()) : Optional.empty();
  }

  /// How often it was said, as far as is remembered.
  int times(ObjectEvent event) {
    return Optional.ofNullable(said.get(Id.of(event))).map(Said::times).orElse(0);
  }

  void said(ObjectEvent event, long now) {
    int times = times(event);
    Id id = Id.of(event);
    waiting.remove(id);
    said.remove(id);
    said.put(id, new Said(now, times + 1));
    if (said.size() > mostRemembered) {
      said.remove(said.keySet().iterator().next());
    }
  }

  /// It cannot be said.
  void drop(ObjectEvent event) {
    waiting.remove(Id.of(event));
  }

  /// Nothing waits any more.
  void forget() {
    waiting.clear();
  }
}
