package io.naru.controller.watch.cluster;

import java.util.Optional;

/// How one watch fares.
///
/// @param what is watched, for people
/// @param open whether the watch is open just now
/// @param newest the newest resource version that the server told, empty before the first
public record WatchReport(String what, boolean open, Optional<String> newest) {
  static WatchReport of(Feed feed) {
    return new WatchReport(
        feed.selection().toString(), feed.watch().isWatching(), feed.watch().newest());
  }
}
