package io.naru.controller.publish;

import io.naru.controller.compile.Changes;
import io.naru.controller.compile.Compiled;
import io.naru.controller.compile.ResolvedNames;
import io.naru.controller.compile.SnapshotCompiler;
import io.naru.controller.compile.World;
import io.naru.controller.problem.Problem;
import io.naru.controller.problem.ProblemLog;
import io.naru.controller.watch.ChangeSet;
import io.naru.controller.watch.ClusterUpdate;
import io.naru.controller.watch.ClusterWatcher;
import io.naru.proxy.runtime.Activator;
import io.naru.proxy.runtime.CurrentTable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;

/// Compiles each update, activates the tables and swaps them in. What serves the same as before is
/// not swapped. If a compilation fails by a defect of ours, the last good table serves on, and the
/// next update, or [#again], brings what that one had.
///
/// Thread rule: updates come from any thread and are taken one after the other; [#published] and
/// [#world] may be read by any.
public final class Publisher implements ClusterWatcher.Listener {
  private final SnapshotCompiler compiler;
  private final Activator activator;
  private final CurrentTable tables;
  private final InstantSource clock;
  private final Logger log;
  private final ProblemLog problemLog;
  private ExternalNames names = ExternalNames.NONE;
  private Standing.Listener standing = Standing.Listener.NONE;
  private volatile World world = World.EMPTY;
  private World latest = World.EMPTY;
  private ChangeSet untold = ChangeSet.none();
  private final LongAdder defects = new LongAdder();
  private boolean failed;
  private List<Problem> sourceProblems = List.of();
  private Optional<Compiled> last = Optional.empty();
  private volatile Published published = Published.NOTHING;

  public Publisher(
      SnapshotCompiler compiler,
      Activator activator,
      CurrentTable tables,
      InstantSource clock,
      Logger log) {
    this.compiler = compiler;
    this.activator = activator;
    this.tables = tables;
    this.clock = clock;
    this.log = log;
    this.problemLog = new ProblemLog(log);
  }

  /// Who is told which external names are needed, from the next compilation on.
  public synchronized void resolveWith(ExternalNames resolver) {
    names = resolver;
  }

  /// Who is told what stands, from the next compilation on.
  public synchronized void tell(Standing.Listener listener) {
    standing = listener;
  }

  public Published published() {
    return published;
  }

  /// What was compiled last; empty before the first table serves.
  public Optional<World> world() {
    return published.isReady() ? Optional.of(world) : Optional.empty();
  }

  @Override
  public synchronized void updated(ClusterUpdate update) {
    sourceProblems = update.problems();
    publish(
        new World(update.state(), latest.names()),
        Changes.of(update.changes()),
        update.changes(),
        ChangeText.of(update.changes()));
  }

  /// Other addresses of external names. Nothing is published before the first full list is in.
  public synchronized void resolved(ResolvedNames addresses, Set<String> changed) {
    World next = new World(latest.state(), addresses);
    if (last.isPresent()) {
      publish(next, Changes.ofNames(changed), ChangeSet.none(), ChangeText.ofNames(changed));
    } else {
      latest = next;
    }
  }

  /// Tries again what a defect kept from being published, if anything.
  public synchronized void again() {
    if (failed) {
      publish(latest, Changes.none(), ChangeSet.none(), "what was not published before");
    }
  }

  /// How many publications failed by a defect.
  public long defects() {
    return defects.sum();
  }

  /// After one that failed, the compiler begins from scratch; only who is told what stands has to
  /// hear of all that changed since.
  private void publish(World next, Changes changes, ChangeSet since, String what) {
    long began = System.nanoTime();
    latest = next;
    untold = untold.and(since);
    try {
      Compiled compiled = compiler.compile(next, changes);
      world = next;
      List<Problem> problems = problems(compiled);
      if (last.filter(compiled::servesAs).isPresent()) {
        published = published.with(problems);
      } else {
        swap(compiled, problems, began, what);
      }
      last = Optional.of(compiled);
      problemLog.tell(problems);
      names.need(compiled.externalNames());
      standing.stands(new Standing(next.state(), compiled.ingresses(), problems), untold);
      untold = ChangeSet.none();
      failed = false;
    } catch (RuntimeException | Error e) {
      failed(what, e);
    }
  }

  /// The trace is logged once: it is tried again until it succeeds.
  private void failed(String what, Throwable e) {
    defects.increment();
    if (failed) {
      log.error("{} was not published either: {}", what, e.toString());
    } else {
      log.error(
          "a defect of ours: {} was not published, the last good table serves on; it is tried"
              + " again",
          what,
          e);
    }
    failed = true;
  }

  private void swap(Compiled compiled, List<Problem> problems, long began, String what) {
    long generation = published.generation() + 1;
    tables.publish(activator.activate(compiled.snapshot(generation), tables.get()));
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    published = new Published(generation, clock.instant(), took, problems);
    log.info(
        "generation {}: {}; {} hosts, {} upstreams; {} ms",
        generation,
        what,
        compiled.routes().hosts().size(),
        compiled.upstreams().size(),
        "%.1f".formatted(took.toNanos() / 1e6));
  }

  private List<Problem> problems(Compiled compiled) {
    List<Problem> all = new ArrayList<>(sourceProblems);
    all.addAll(compiled.problems());
    return all;
  }
}
