package io.naru.controller.watch.cluster;

import io.naru.controller.access.Trouble;
import io.naru.controller.access.WatchedObjects;
import io.naru.controller.problem.Problem;
import java.util.List;
import java.util.stream.Stream;

/// What is wrong with the watches, as problems.
///
/// @param url of the server, for people
/// @param patience nanoseconds that a server may be silent before that is said
record Complaints(WatchedObjects server, String url, long patience) {
  /// A request that fails now and then is nothing to speak of.
  private static final int SILENT_REQUESTS = 3;

  /// All problems of the watches as they stand now.
  ///
  /// @param told whether something was told already, which goes on to count
  /// @param now by [System#nanoTime()]
  List<Problem> about(List<Feed> feeds, boolean told, long now) {
    Stream<Problem> troubles =
        feeds.stream().flatMap(it -> it.trouble().map(why -> problem(it, why, told)).stream());
    Stream<Problem> silence =
        server
            .silence()
            .filter(it -> it.requests() >= SILENT_REQUESTS && now - it.since() >= patience)
            .map(it -> unreachable(it.reason(), told))
            .stream();
    return Stream.concat(troubles, silence).toList();
  }

  private Problem problem(Feed feed, Trouble trouble, boolean told) {
    if (trouble.isSilence()) {
      return unreachable(trouble.reason(), told);
    }
    return Problem.ofServer(
        url,
        "does not let %s be watched: %s".formatted(feed.selection(), trouble.reason()),
        feed.isResting()
            ? "spec.ingressClassName is passed over, the annotation kubernetes.io/ingress.class"
                + " decides"
            : consequence(told));
  }

  private Problem unreachable(String reason, boolean told) {
    return Problem.ofServer(url, "cannot be reached: " + reason, consequence(told));
  }

  private static String consequence(boolean told) {
    return told
        ? "what was read last goes on to count; it is tried again and again"
        : "nothing is served before the first full list is in; it is tried again and again";
  }
}
