package io.naru.controller.translate;

import static io.naru.controller.translate.Annotation.PROXY_NEXT_UPSTREAM;
import static io.naru.controller.translate.Annotation.PROXY_NEXT_UPSTREAM_TIMEOUT;
import static io.naru.controller.translate.Annotation.PROXY_NEXT_UPSTREAM_TRIES;

import io.naru.proxy.policy.Retry;
import io.naru.proxy.policy.Retry.Condition;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `proxy-next-upstream`, `proxy-next-upstream-tries`, `proxy-next-upstream-timeout`.
final class RetrySettings {
  private static final String NON_IDEMPOTENT = "non_idempotent";
  private static final String OFF = "off";
  private static final Map<String, Condition> CONDITIONS =
      Stream.of(Condition.values())
          .collect(Collectors.toUnmodifiableMap(RetrySettings::spelled, Function.identity()));
  private static final Syntax<When> WHEN =
      new Syntax<>(
          "a list of error, timeout, invalid_header, http_500 and the like", RetrySettings::when);
  private static final Syntax<Integer> TRIES =
      Syntax.number("a whole number of attempts from 0 on", n -> n >= 0);
  private static final Syntax<Duration> BUDGET =
      Syntax.number("a whole number of seconds from 0 on", n -> n >= 0).map(Duration::ofSeconds);

  private RetrySettings() {}

  /// The value of `proxy-next-upstream`.
  private record When(Set<Condition> on, boolean nonIdempotent) {}

  /// @param always POST, LOCK and PATCH are repeated whatever the list says
  ///   (`retry-non-idempotent`)
  static Retry read(SettingReader reader, Retry defaults, boolean always) {
    When when =
        reader.value(PROXY_NEXT_UPSTREAM, WHEN, new When(defaults.on(), defaults.nonIdempotent()));
    return new Retry(
        when.on(),
        reader.value(
            PROXY_NEXT_UPSTREAM_TRIES, TRIES.map(RetrySettings::attempts), defaults.attempts()),
        reader.value(PROXY_NEXT_UPSTREAM_TIMEOUT, BUDGET, defaults.budget()),
        when.nonIdempotent() || always);
  }

  /// Upstream's 0 is "unlimited"; what is unlimited there has a bound here.
  private static int attempts(int tries) {
    return tries == 0 ? Retry.MAX_ATTEMPTS : Math.min(tries, Retry.MAX_ATTEMPTS);
  }

  private static Optional<When> when(String text) {
    List<String> words = List.of(text.strip().split("\\s+"));
    if (!words.stream().allMatch(RetrySettings::known)) {
      return Optional.empty();
    }
    Set<Condition> on = EnumSet.noneOf(Condition.class);
    if (!words.contains(OFF)) {
      words.stream().filter(CONDITIONS::containsKey).map(CONDITIONS::get).forEach(on::add);
    }
    return Optional.of(new When(on, words.contains(NON_IDEMPOTENT)));
  }

  private static boolean known(String word) {
    return CONDITIONS.containsKey(word) || word.equals(NON_IDEMPOTENT) || word.equals(OFF);
  }

  private static String spelled(Condition condition) {
    return condition.name().toLowerCase(Locale.ROOT).replace("status_", "http_");
  }
}
