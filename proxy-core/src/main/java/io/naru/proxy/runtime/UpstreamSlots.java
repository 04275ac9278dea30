package io.naru.proxy.runtime;

import io.naru.proxy.upstream.Upstream;
import io.naru.proxy.upstream.UpstreamId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Upstreams by slot. An upstream keeps its slot for as long as it is there; a free slot is taken
 * again by another. Who holds a slot therefore names the id too, and finds the upstream by its id
 * where the slot has changed hands. Immutable.
 */
final class UpstreamSlots {
  static final UpstreamSlots EMPTY = new UpstreamSlots(Map.of(), Map.of(), List.of());

  private static final int NO_SLOT = -1;

  private final Map<UpstreamId, Upstream> values;
  private final Map<UpstreamId, Integer> slotOf;
  private final List<Optional<LiveUpstream>> slots;

  private UpstreamSlots(
      Map<UpstreamId, Upstream> values,
      Map<UpstreamId, Integer> slotOf,
      List<Optional<LiveUpstream>> slots) {
    this.values = values;
    this.slotOf = slotOf;
    this.slots = slots;
  }

  /** Its id is the upstream's own object where it is there: equal by identity, at no cost. */
  UpstreamRef ref(UpstreamId id) {
    return new UpstreamRef(slot(id), at(slot(id)).map(LiveUpstream::id).orElse(id));
  }

  Optional<LiveUpstream> find(int slot, UpstreamId id) {
    Optional<LiveUpstream> there = at(slot);
    return there.isPresent() && there.get().id().equals(id) ? there : at(slot(id));
  }

  private int slot(UpstreamId id) {
    return slotOf.getOrDefault(id, NO_SLOT);
  }

  private Optional<LiveUpstream> at(int slot) {
    return slot >= 0 && slot < slots.size() ? slots.get(slot) : Optional.empty();
  }

  /** The slots of the next table; only what is not the same upstream as before is resolved. */
  @SuppressWarnings("ReferenceEquality") // a shared map spares the look at each upstream
  UpstreamSlots next(Map<UpstreamId, Upstream> now) {
    if (now == values) {
      return this;
    }
    List<Upstream> changed = new ArrayList<>();
    List<Upstream> added = new ArrayList<>();
    for (Upstream upstream : now.values()) {
      Upstream before = values.get(upstream.id());
      if (before == null) {
        added.add(upstream);
      } else if (!before.equals(upstream)) {
        changed.add(upstream);
      }
    }
    boolean sameIds = added.isEmpty() && now.size() == values.size();
    List<Optional<LiveUpstream>> next = new ArrayList<>(slots);
    changed.forEach(upstream -> next.set(slot(upstream.id()), changed(upstream)));
    Map<UpstreamId, Integer> index = sameIds ? slotOf : reassign(now, added, next);
    return new UpstreamSlots(now, index, List.copyOf(next));
  }

  private Map<UpstreamId, Integer> reassign(
      Map<UpstreamId, Upstream> now, List<Upstream> added, List<Optional<LiveUpstream>> next) {
    Map<UpstreamId, Integer> index = new HashMap<>(slotOf);
    index.keySet().retainAll(now.keySet());
    for (UpstreamId id : values.keySet()) {
      if (!now.containsKey(id)) {
        next.set(slot(id), Optional.empty());
      }
    }
    Deque<Integer> free = new ArrayDeque<>();
    for (int i = 0; i < next.size(); i++) {
      if (next.get(i).isEmpty()) {
        free.add(i);
      }
    }
    for (Upstream upstream : added) {
      int slot = free.isEmpty() ? next.size() : free.remove();
      if (slot == next.size()) {
        next.add(Optional.empty());
      }
      next.set(slot, live(upstream));
      index.put(upstream.id(), slot);
    }
    return index;
  }

  private static Optional<LiveUpstream> live(Upstream upstream) {
    return Optional.of(new LiveUpstream(upstream.id(), upstream));
  }

  /** Keeps the id's object, which routes hold. */
  private Optional<LiveUpstream> changed(Upstream upstream) {
    return at(slot(upstream.id())).map(before -> new LiveUpstream(before.id(), upstream));
  }
}
