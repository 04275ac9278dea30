package io.naru.controller;

import io.naru.proxy.listen.LoopLag;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the process is of any use: it is not once an event loop does not turn any more, as that
/// mends itself by a restart alone.
///
/// Thread rule: one thread takes [#turn] after turn, off the loops; any thread asks.
final class Liveness {
  private static final Logger LOG = LoggerFactory.getLogger(Liveness.class);

  /// How long a loop may be kept: far longer than any work of ours takes, and within the patience
  /// of those who wait for their answers.
  static final Duration LONGEST_LAG = Duration.ofSeconds(30);

  private final LoopLag loops;
  private Set<String> said = new HashSet<>();

  Liveness(LoopLag loops) {
    this.loops = loops;
  }

  /// Asks the loops once more. Of each that is stuck it is said once where.
  void turn() throws InterruptedException {
    loops.ask();
    Thread.sleep(Duration.ofSeconds(1));
    List<LoopLag.Lag> stuck = loops.over(LONGEST_LAG);
    stuck.stream().filter(it -> !said.contains(it.name())).forEach(Liveness::say);
    said = stuck.stream().map(LoopLag.Lag::name).collect(Collectors.toSet());
  }

  private static void say(LoopLag.Lag stuck) {
    Exception where = new Exception("where it is");
    where.setStackTrace(stuck.stack().toArray(StackTraceElement[]::new));
    LOG.error("{}", sentence(stuck), where);
  }

  /// What makes the process useless, if anything.
  Optional<String> obstacle() {
    return loops.over(LONGEST_LAG).stream().map(Liveness::sentence).findFirst();
  }

  private static String sentence(LoopLag.Lag stuck) {
    return "the event loop %s has not turned for %d s"
        .formatted(stuck.name(), stuck.lag().toSeconds());
  }
}
