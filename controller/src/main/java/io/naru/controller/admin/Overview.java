package io.naru.controller.admin;

import io.naru.controller.problem.Problem;
import io.naru.proxy.route.VirtualHost;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/// The first page: how much is served, and what is wrong.
record Overview(View view, Optional<String> obstacle) {
  private static final int MOST_PROBLEMS = 1000;

  String text() {
    return """
    Naru: %s
    generation %d since %s: %d hosts, %d routes, %d upstreams, %d server names with certificates

    /configuration/table            the whole table
    /is-dynamic-lb-initialized      200 once the first table serves

    %s
    """
        .formatted(
            obstacle.map(why -> "not ready, " + why).orElse("ready"),
            view.snapshot().generation(),
            view.since(),
            hosts().size(),
            hosts().stream().mapToInt(host -> host.routes().size()).sum(),
            view.snapshot().upstreams().size(),
            view.snapshot().certificates().byName().size(),
            problems());
  }

  private Collection<VirtualHost> hosts() {
    return view.snapshot().routes().hosts().values();
  }

  private String problems() {
    if (view.problems().isEmpty()) {
      return "no problems";
    }
    return view.problems().stream()
        .limit(MOST_PROBLEMS)
        .map(Problem::sentence)
        .collect(Collectors.joining("\n", view.problems().size() + " problems:\n", ""));
  }
}
