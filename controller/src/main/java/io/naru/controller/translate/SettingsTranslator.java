package io.naru.controller.translate;

import static io.naru.controller.translate.Annotation.PROXY_BODY_SIZE;
import static io.naru.controller.translate.ConfigKey.ALLOW_SNIPPET_ANNOTATIONS;
import static io.naru.controller.translate.ConfigKey.ANNOTATIONS_RISK_LEVEL;
import static io.naru.controller.translate.ConfigKey.ANNOTATION_VALUE_WORD_BLOCKLIST;
import static io.naru.controller.translate.ConfigKey.GLOBAL_AUTH_URL;
import static io.naru.controller.translate.ConfigKey.HSTS;
import static io.naru.controller.translate.ConfigKey.HSTS_INCLUDE_SUBDOMAINS;
import static io.naru.controller.translate.ConfigKey.HSTS_MAX_AGE;
import static io.naru.controller.translate.ConfigKey.HSTS_PRELOAD;
import static io.naru.controller.translate.ConfigKey.HTTP_REDIRECT_CODE;
import static io.naru.controller.translate.ConfigKey.NO_TLS_REDIRECT_LOCATIONS;
import static io.naru.controller.translate.ConfigKey.RETRY_NON_IDEMPOTENT;
import static io.naru.controller.translate.Syntax.BOOL;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.problem.Problem;
import io.naru.controller.translate.SettingReader.Texts;
import io.naru.proxy.policy.BodyLimit;
import io.naru.proxy.policy.ClientLimits;
import io.naru.proxy.policy.Hsts;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the ConfigMap. Pure; never throws for what users write.
public final class SettingsTranslator {
  private static final Syntax<Integer> REDIRECT =
      Syntax.number("one of 301, 302, 307, 308", n -> n == 301 || n == 302 || n == 307 || n == 308);
  private static final Syntax<Integer> MAX_AGE =
      Syntax.number("a whole number of seconds from 0 on", n -> n >= 0);
  private static final Syntax<List<String>> LIST =
      new Syntax<>("a list", text -> Optional.of(elements(text)));
  private static final Map<String, Risk> RISKS =
      Stream.of(Risk.values())
          .collect(Collectors.toUnmodifiableMap(Enum::name, Function.identity()));

  /// Unknown text means the strictest level, as upstream has it.
  private static final Syntax<Risk> RISK =
      new Syntax<>(
          "a risk level",
          text -> Optional.of(RISKS.getOrDefault(text.strip().toUpperCase(Locale.ROOT), Risk.LOW)));

  private SettingsTranslator() {}

  /// The settings with what is wrong about them.
  public record Translated(Settings settings, List<Problem> problems) {
    public Translated {
      problems = List.copyOf(problems);
    }
  }

  public static Translated translate(ConfigMap configMap) {
    ObjectKey key =
        new ObjectKey(
            Kind.CONFIG_MAP,
            configMap.getMetadata().getNamespace(),
            configMap.getMetadata().getName());
    Findings findings = new Findings(key);
    ConfigAudit.look(configMap.getData(), findings);
    SettingReader reader =
        new SettingReader(key, Texts.ofData(folded(configMap.getData())), findings);
    Settings settings = settings(reader);
    return new Translated(
        findings.refusal().map(settings::refusing).orElse(settings), findings.problems());
  }

  private static Settings settings(SettingReader reader) {
    boolean nonIdempotent = reader.value(RETRY_NON_IDEMPOTENT, BOOL, false);
    return new Settings(
        defaults(reader, nonIdempotent),
        nonIdempotent,
        reader.value(HTTP_REDIRECT_CODE, REDIRECT, Settings.REDIRECT_STATUS),
        reader.value(NO_TLS_REDIRECT_LOCATIONS, LIST, Settings.PLAIN_PATHS),
        hsts(reader),
        ClientSettings.read(reader, ClientLimits.DEFAULT),
        restrictions(reader),
        Optional.empty());
  }

  private static IngressPolicy defaults(SettingReader reader, boolean nonIdempotent) {
    IngressPolicy builtIn = IngressPolicy.DEFAULT;
    return new IngressPolicy(
        PathRewrite.NONE,
        HttpsSettings.read(reader, builtIn.https()),
        BackendSettings.defaults(reader),
        TimeoutSettings.read(reader, builtIn.timeouts()),
        RetrySettings.read(reader, builtIn.retry(), nonIdempotent),
        reader.value(PROXY_BODY_SIZE, Syntax.SIZE).map(BodyLimit::new).orElse(builtIn.bodyLimit()));
  }

  private static Optional<Hsts> hsts(SettingReader reader) {
    Hsts hsts =
        new Hsts(
            reader.value(HSTS_MAX_AGE, MAX_AGE, (int) Hsts.DEFAULT.maxAge()),
            reader.value(HSTS_INCLUDE_SUBDOMAINS, BOOL, Hsts.DEFAULT.includeSubdomains()),
            reader.value(HSTS_PRELOAD, BOOL, Hsts.DEFAULT.preload()));
    return Optional.of(hsts).filter(_ -> reader.value(HSTS, BOOL, true));
  }

  private static Restrictions restrictions(SettingReader reader) {
    return new Restrictions(
        reader.value(ALLOW_SNIPPET_ANNOTATIONS, BOOL, false),
        reader.value(ANNOTATIONS_RISK_LEVEL, RISK, Restrictions.DEFAULT.highestRisk()),
        reader.value(ANNOTATION_VALUE_WORD_BLOCKLIST, LIST, List.of()),
        reader.has(GLOBAL_AUTH_URL));
  }

  private static List<String> elements(String text) {
    return Stream.of(text.split(",")).map(String::strip).filter(it -> !it.isEmpty()).toList();
  }

  /// Names of keys compare without case (behaviour 30); the exact spelling wins over another. A
  /// misspelt key that protects counts as the key, where that is not there itself.
  private static Map<String, String> folded(Map<String, String> data) {
    Map<String, String> folded = new HashMap<>();
    Map<String, String> sorted = new TreeMap<>(data);
    sorted.forEach((name, value) -> folded.put(name.toLowerCase(Locale.ROOT), value));
    sorted.forEach((name, value) ->
        ConfigKey.misspelt(name).ifPresent(it -> folded.putIfAbsent(it.text(), value)));
    return folded;
  }
}
