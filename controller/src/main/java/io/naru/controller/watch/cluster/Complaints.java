package io.naru.controller.watch.cluster;

import io.naru.controller.access.Trouble;
import io.naru.controller.access.WatchedObjects;
import io.naru.controller.problem.Problem;
import java.util.List;
import java.util.stream.Stream;

/// What is wrong with the watches, as problems.
///
/// @param patience nanoseconds that a server may be silent before that is said
record Complaints(WatchedObjects server, long patience) {
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
    Stream<Problem> doubts = feeds.stream().filter(it -> it.doubted() > 0).map(this::doubt);
    Stream<Problem> silence =
        server
            .silence()
            .filter(it -> it.requests() >= SILENT_REQUESTS && now - it.since() >= patience)
            .map(it -> unreachable(it.reason(), told))
            .stream();
    return Stream.of(troubles, doubts, silence).flatMap(it -> it).toList();
  }

  private Problem doubt(Feed feed) {
    return Problem.ofServer(
        server.url(),
        "lists no %s any more, where there were %d a moment ago"
            .formatted(feed.selection(), feed.doubted()),
        "what was read last goes on to count until that was confirmed twice");
  }

  private Problem problem(Feed feed, Trouble trouble, boolean told) {
    if (trouble.isSilence()) {
      return unreachable(trouble.reason(), told);
    }
    return Problem.ofServer(
        server.url(),
        "does not let %s be watched: %s".formatted(feed.selection(), trouble.reason()),
        feed.isResting()
            ? "spec.ingressClassName is passed over, the annotation kubernetes.io/ingress.class"
                + " decides"
            : consequence(told));
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
