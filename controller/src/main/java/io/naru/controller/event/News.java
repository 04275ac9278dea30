package io.naru.controller.event;

import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.publish.Standing;
import io.naru.controller.watch.Change;
import io.naru.controller.watch.ChangeSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What the publisher told since somebody last asked: the latest standing, and what changed on the
/// way there. The first full list is no change: its objects were there before.
///
/// Thread rule: any thread.
final class News {
  private static final int MOST_CHANGES = 2_000;

  private final Map<ObjectKey, Change.How> changed = new LinkedHashMap<>();
  private Optional<Standing> latest = Optional.empty();
  private int missed;

  /// What is to be told.
  ///
  /// @param changed Ingresses and ConfigMaps that appeared or changed
  /// @param missed changes for which there was no room
  record Bulletin(Standing standing, Map<ObjectKey, Change.How> changed, int missed) {}

  synchronized void stands(Standing now, ChangeSet since) {
    if (latest.isPresent()) {
      since.changes().forEach(this::note);
    }
    latest = Optional.of(now);
  }

  private void note(Change change) {
    Kind kind = change.key().kind();
    if (kind != Kind.INGRESS && kind != Kind.CONFIG_MAP) {
      return;
    }
    if (change.how() == Change.How.REMOVED) {
      changed.remove(change.key());
    } else if (changed.size() < MOST_CHANGES || changed.containsKey(change.key())) {
      changed.putIfAbsent(change.key(), change.how());
    } else {
      missed++;
    }
  }

  /// The latest, and the changes, which are told once; empty before the first full list.
  synchronized Optional<Bulletin> take() {
    Optional<Bulletin> news = latest.map(it -> new Bulletin(it, Map.copyOf(changed), missed));
    changed.clear();
    missed = 0;
    return news;
  }
}
