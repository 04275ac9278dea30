package io.naru.controller.compile;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.problem.Problem;
import io.naru.controller.problem.Subject;
import io.naru.controller.watch.ClusterState;
import io.naru.tls.material.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Compiles the world as it would be with one Ingress put into it, says what is wrong with that
/// Ingress, and throws the tables away (behaviour 33). It is the compile that makes tables, in a
/// compiler of its own, so that it touches nothing that serves; it executes and reaches nothing
/// (catalogue A3).
///
/// Only those Ingresses are compiled that have a say in one of its hosts: what is wrong with an
/// object depends on no other Ingress. So a trial costs a look at each Ingress, and a compilation
/// of a few.
///
/// Thread rule: any thread; nothing is remembered.
public final class Trial {
  private final CompileOptions options;
  private final Admission admission;
  private final Certificate selfMade;

  /// What a trial came to.
  public sealed interface Outcome {

    /// The Ingress is left to others: another class or namespace.
    record NotOurs() implements Outcome {}

    /// The Ingress is ours.
    ///
    /// @param problems of this Ingress, in order, each once; with
    ///   [io.naru.controller.problem.Severity#ERROR] those that only another text of it can mend
    record Ours(List<Problem> problems) implements Outcome {
      public Ours {
        problems = List.copyOf(problems);
      }
    }
  }

  /// @param options and `selfMade` as the compiler has them that makes the tables
  public Trial(CompileOptions options, Certificate selfMade) {
    this.options = options;
    this.admission = new Admission(options);
    this.selfMade = selfMade;
  }

  /// What stands before the slash of the annotations that are read.
  public String annotationsPrefix() {
    return options.annotationsPrefix();
  }

  /// Tries one Ingress, which has a name and a namespace, and replaces the one of its name.
  public Outcome of(World world, Ingress written) {
    ObjectKey key = ClusterState.keyOf(written);
    World tried = new World(world.state().edit().put(written).apply().state(), world.names());
    Ingress ingress = tried.state().ingress(key.namespace(), key.name()).orElseThrow();
    return concerned(tried, ingress)
        ? new Outcome.Ours(problems(around(tried, ingress), ingress, key))
        : new Outcome.NotOurs();
  }

  private boolean concerned(World world, Ingress ingress) {
    return admission.concerned(ingress, ClusterState.keyOf(ingress), world.reading());
  }

  /// The world with no other Ingresses than those of the same hosts.
  private static World around(World world, Ingress ingress) {
    Set<String> hosts = Place.hosts(ingress);
    return new World(world.state().withIngresses(it -> neighbour(it, hosts)), world.names());
  }

  /// One that breaks us is no neighbour: the compile leaves it out too.
  private static boolean neighbour(Ingress other, Set<String> hosts) {
    return Isolated.run(() -> Place.amid(hosts, other), _ -> false);
  }

  private List<Problem> problems(World world, Ingress ingress, ObjectKey key) {
    List<Problem> overlaps = overlaps(world, ingress, key);
    Set<String> overlapping = overlaps.stream().map(Problem::field).collect(Collectors.toSet());
    List<Problem> compiled = new ArrayList<>();
    for (Problem problem :
        new SnapshotCompiler(options, selfMade).compile(world, Changes.none()).problems()) {
      // the compile complains of a part of the overlaps too, in the same place
      if (problem.subject().equals(new Subject.OfObject(key))
          && !overlapping.contains(problem.field())) {
        compiled.add(problem);
      }
    }
    return Stream.concat(compiled.stream(), overlaps.stream()).sorted().distinct().toList();
  }

  private List<Problem> overlaps(World world, Ingress ingress, ObjectKey key) {
    List<Ingress> others =
        world
            .state()
            .ingresses()
            .filter(it -> !ClusterState.keyOf(it).equals(key))
            .filter(it -> Isolated.run(() -> concerned(world, it), _ -> false))
            .toList();
    return new Overlap(options.annotationsPrefix(), others).of(ingress);
  }
}
