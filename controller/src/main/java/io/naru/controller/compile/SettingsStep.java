package io.naru.controller.compile;

import io.naru.controller.object.ObjectKey;
import io.naru.controller.problem.Problem;
import io.naru.controller.translate.Settings;
import io.naru.controller.translate.SettingsTranslator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the ConfigMap: what holds for all Ingresses.
///
/// Thread rule: one thread at a time.
final class SettingsStep {
  private static final String NOTHING = "nothing is forwarded, all requests are answered 503";

  private final Optional<ObjectKey> configMap;
  private final Memo<ObjectKey, Settings> memo = new Memo<>();

  SettingsStep(Optional<ObjectKey> configMap) {
    this.configMap = configMap;
  }

  /// The same object as before while nothing about the settings changes.
  Settings update(World world) {
    return configMap.map(key -> update(world, key)).orElse(Settings.DEFAULT);
  }

  List<Problem> problems() {
    return memo.problems();
  }

  private Settings update(World world, ObjectKey key) {
    memo.put(
        key,
        Isolated.run(
            () -> read(world.reading(), key),
            defect ->
                new Made<>(
                    Settings.DEFAULT.refusing("the ConfigMap cannot be read"),
                    List.of(Problem.defect(key, defect, NOTHING)),
                    Set.of())));
    return memo.get(key).orElseThrow();
  }

  private static Made<Settings> read(Reading reading, ObjectKey key) {
    return reading
        .configMap(key.namespace(), key.name())
        .map(SettingsTranslator::translate)
        .map(it -> new Made<>(it.settings(), it.problems(), reading.sources()))
        .orElseGet(() -> new Made<>(Settings.DEFAULT, List.of(), reading.sources()));
  }
}
