package io.naru.controller.compile;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.problem.Problem;
import io.naru.controller.translate.IngressPolicy;
import io.naru.controller.translate.IngressTranslator;
import io.naru.controller.translate.Settings;
import io.naru.controller.translate.Translation;
import io.naru.controller.translate.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Reads each Ingress by itself: whether it is ours, what its spec says, what its annotations mean.
///
/// Thread rule: one thread at a time.
final class IngressStep {
  private final CompileOptions options;
  private final IngressTranslator translator;
  private final Memo<ObjectKey, Optional<AcceptedIngress>> memo = new Memo<>();
  private final OwnIngresses ours = new OwnIngresses();
  private Optional<Settings> settings = Optional.empty();

  IngressStep(CompileOptions options) {
    this.options = options;
    this.translator = new IngressTranslator(options.annotationsPrefix());
  }

  /// What differs among the accepted Ingresses, in the order of their keys.
  List<IngressChange> update(World world, Changes changes, Settings now) {
    Set<ObjectKey> keys = affected(world, changes, now);
    settings = Optional.of(now);
    List<IngressChange> differences = new ArrayList<>();
    for (ObjectKey key : keys) {
      Optional<AcceptedIngress> before = accepted(key);
      world
          .state()
          .ingress(key.namespace(), key.name())
          .ifPresentOrElse(
              ingress -> memo.put(key, make(ingress, key, world.reading(), now)),
              () -> {
                memo.remove(key);
                ours.set(key, false);
              });
      Optional<AcceptedIngress> after = accepted(key);
      if (!before.equals(after)) {
        differences.add(new IngressChange(before, after));
      }
    }
    return differences;
  }

  List<Problem> problems() {
    return memo.problems();
  }

  /// The keys of all that are ours.
  Set<ObjectKey> ours() {
    return ours.all();
  }

  private Optional<AcceptedIngress> accepted(ObjectKey key) {
    return memo.get(key).flatMap(it -> it);
  }

  private Set<ObjectKey> affected(World world, Changes changes, Settings now) {
    Set<ObjectKey> keys = new TreeSet<>(memo.readersOf(changes));
    changes.keys(Kind.INGRESS).forEach(keys::add);
    if (settings.filter(now::equals).isEmpty()) {
      keys.addAll(memo.keys());
      world
          .state()
          .ingresses()
          .map(Ingress::getMetadata)
          .map(it -> new ObjectKey(Kind.INGRESS, it.getNamespace(), it.getName()))
          .forEach(keys::add);
    }
    return keys;
  }

  private Made<Optional<AcceptedIngress>> make(
      Ingress ingress, ObjectKey key, Reading reading, Settings now) {
    List<Problem> problems = new ArrayList<>();
    Optional<AcceptedIngress> accepted =
        Isolated.run(
            () -> accept(ingress, key, reading, now, problems),
            defect -> {
              problems.add(Problem.defect(key, defect, "it is left out"));
              ours.set(key, false);
              return Optional.empty();
            });
    return new Made<>(accepted, problems, reading.sources());
  }

  private Optional<AcceptedIngress> accept(
      Ingress ingress, ObjectKey key, Reading reading, Settings now, List<Problem> problems) {
    boolean admitted = new Admission(options).admits(ingress, key, reading, problems);
    ours.set(key, admitted);
    if (!admitted) {
      return Optional.empty();
    }
    IngressRules rules = new RulesReader(key, problems).read(ingress);
    Translation translation =
        Isolated.run(
            () -> translator.translate(ingress, now, reading), defect -> refused(key, defect));
    problems.addAll(translation.problems());
    return translation.verdict() instanceof Verdict.Modifier
        ? Optional.empty()
        : Optional.of(
            new AcceptedIngress(ingress, rules, translation.policy(), translation.verdict()));
  }

  private static Translation refused(ObjectKey key, Throwable defect) {
    return new Translation(
        IngressPolicy.DEFAULT,
        new Verdict.RefuseLocations("its annotations cannot be read"),
        List.of(Problem.defect(key, defect, "its paths are answered 503")));
  }
}
