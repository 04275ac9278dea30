package io.naru.controller.watch.cluster;

import io.naru.controller.access.Trouble;
import io.naru.controller.access.WatchedObjects;
import io.naru.controller.problem.Problem;
import java.util.List;
import java.util.stream.Stream;

/// What is wrong with the watches, as problems.
///
/// @param pace says how long a server may be silent before that is said
record Complaints(WatchedObjects server, Pace pace) {
  /// A request that fails now and then is nothing to speak of.
  private static final int SILENT_REQUESTS = 3;

  /// For people.
  String url() {
    return server.url();
  }

  /// All problems of the watches as they stand now.
  ///
  /// @param told whether something was told already, which goes on to count
  /// @param now by [System#nanoTime()]
  List<Problem> about(List<Feed> feeds, boolean told, long now) {
    Stream<Problem> troubles =
        feeds.stream().flatMap(it -> it.trouble().map(why -> problem(it, why, told)).stream());
    Stream<Problem> doubts = feeds.stream().filter(it -> it.doubt().missing() > 0).map(this::doubt);
    Stream<Problem> silence =
        server
            .silence()
            .filter(it ->
                it.requests() >= SILENT_REQUESTS && now - it.since() >= pace.patience().toNanos())
            .map(it -> unreachable(it.reason(), told))
            .stream();
    return Stream.of(troubles, doubts, silence).flatMap(it -> it).distinct().toList();
  }

  private Problem doubt(Feed feed) {
    Feed.Doubt doubt = feed.doubt();
    String lists =
        doubt.left() == 0
            ? "lists no %s any more".formatted(feed.selection())
            : "lists %d of %s".formatted(doubt.left(), feed.selection());
    return Problem.ofServer(
        server.url(),
        "%s, where there were %d a moment ago".formatted(lists, doubt.missing() + doubt.left()),
        "what was read last goes on to count until that was confirmed for %d s"
            .formatted(pace.doubt(doubt.missing()).toSeconds()));
  }

  private Problem problem(Feed feed, Trouble trouble, boolean told) {
    if (trouble.isSilence()) {
      return unreachable(trouble.reason(), told);
    }
    if (trouble.isOfServer()) {
      return Problem.ofServer(
          server.url(), "cannot be watched: " + trouble.reason(), consequence(told));
    }
    return Problem.ofServer(
        server.url(),
        "does not let %s be watched: %s".formatted(feed.selection(), trouble.reason()),
        feed.otherwise().orElseGet(() -> consequence(told)));
  }

  private Problem unreachable(String reason, boolean told) {
    return Problem.ofServer(server.url(), "cannot be reached: " + reason, consequence(told));
  }

  private static String consequence(boolean told) {
    return told
        ? "what was read last goes on to count; it is tried again and again"
        : "nothing is served before the first full list is in; it is tried again and again";
  }
}
