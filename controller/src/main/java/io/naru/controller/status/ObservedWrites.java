package io.naru.controller.status;

import io.naru.controller.object.ObjectKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `--status=observe`: says and counts what would be written, each once for as long as it would be
/// the same.
///
/// Thread rule: one thread.
final class ObservedWrites {
  private static final Logger LOG = LoggerFactory.getLogger(ObservedWrites.class);
  private static final int NAMED = 5;

  private final StatusCounts counts;
  private final Map<ObjectKey, Difference> said = new HashMap<>();

  private record Difference(Addresses shown, Addresses wanted) {}

  ObservedWrites(StatusCounts counts) {
    this.counts = counts;
  }

  void see(Set<ObjectKey> ours, ShownStatus shown, Addresses wanted) {
    said.keySet().retainAll(ours);
    List<ObjectKey> fresh = new ArrayList<>();
    for (ObjectKey key : ours) {
      shown
          .of(key)
          .ifPresent(status -> {
            if (isFresh(key, new Difference(status, wanted))) {
              fresh.add(key);
            }
          });
    }
    if (!fresh.isEmpty()) {
      counts.observed(fresh.size());
      LOG.info(
          "--status=observe: would write {} into the status of {} Ingresses: {}",
          wanted,
          fresh.size(),
          fresh.stream()
              .sorted()
              .limit(NAMED)
              .map(ObjectKey::path)
              .collect(Collectors.joining(", ", "", fresh.size() > NAMED ? ", …" : "")));
    }
  }

  private boolean isFresh(ObjectKey key, Difference difference) {
    if (difference.shown().equals(difference.wanted())) {
      said.remove(key);
      return false;
    }
    return !difference.equals(said.put(key, difference));
  }

  void forget() {
    said.clear();
  }
}
