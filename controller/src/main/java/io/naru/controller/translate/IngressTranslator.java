package io.naru.controller.translate;

import static io.naru.controller.translate.Annotation.CANARY;
import static io.naru.controller.translate.Annotation.ENABLE_GLOBAL_AUTH;
import static io.naru.controller.translate.Annotation.PROXY_BODY_SIZE;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.translate.SettingReader.Texts;
import io.naru.proxy.policy.BodyLimit;
import java.util.Map;

/// Reads the annotations of an Ingress. Pure; never throws for what users write.
public final class IngressTranslator {
  private static final String OWN_PREFIX = "naru.io";

  private final String prefix;

  /// @param prefix what stands before the slash of upstream's annotations
  public IngressTranslator(String prefix) {
    this.prefix = prefix;
  }

  public Translation translate(Ingress ingress, Settings settings, SecretSource secrets) {
    Map<String, String> annotations = ingress.getMetadata().getAnnotations();
    ObjectKey key =
        new ObjectKey(
            Kind.INGRESS, ingress.getMetadata().getNamespace(), ingress.getMetadata().getName());
    Findings findings = new Findings(key);
    Map<String, String> byName = AnnotationAudit.under(prefix, annotations);
    SettingReader reader = new SettingReader(key, Texts.ofAnnotations(byName, prefix), findings);
    if (reader.value(CANARY, Syntax.BOOL, false)) {
      return canary(reader);
    }
    audit(annotations, settings.restrictions(), findings);
    IngressPolicy policy = policy(reader, settings, secrets);
    authenticated(reader, settings.restrictions());
    return new Translation(policy, findings.verdict(), findings.problems());
  }

  /// Its other annotations are ignored, and so are its rules as long as nothing splits traffic.
  private static Translation canary(SettingReader reader) {
    reader
        .findings()
        .warn(
            reader.field(CANARY), "has no effect yet", "the rules of this Ingress take no traffic");
    return new Translation(
        IngressPolicy.DEFAULT, new Verdict.Modifier(), reader.findings().problems());
  }

  private void audit(
      Map<String, String> annotations, Restrictions restrictions, Findings findings) {
    AnnotationAudit audit = new AnnotationAudit(restrictions, findings);
    under(prefix, annotations, audit::look);
    if (!prefix.equals(OWN_PREFIX)) {
      under(OWN_PREFIX, annotations, audit::lookOwn);
    }
  }

  private static void under(
      String prefix, Map<String, String> annotations, AnnotationAudit.Look look) {
    Map<String, String> byName = AnnotationAudit.under(prefix, annotations);
    Texts texts = Texts.ofAnnotations(byName, prefix);
    byName.forEach((name, value) -> look.at(texts.field(name), name, value));
  }

  private static IngressPolicy policy(
      SettingReader reader, Settings settings, SecretSource secrets) {
    IngressPolicy defaults = settings.defaults();
    return new IngressPolicy(
        RewriteSettings.read(reader),
        HttpsSettings.read(reader, defaults.https()),
        BackendSettings.read(reader, defaults.backend(), secrets),
        TimeoutSettings.read(reader, defaults.timeouts()),
        RetrySettings.read(reader, defaults.retry(), settings.retryNonIdempotent()),
        reader
            .value(PROXY_BODY_SIZE, Syntax.SIZE)
            .map(BodyLimit::new)
            .orElse(defaults.bodyLimit()));
  }

  private static void authenticated(SettingReader reader, Restrictions restrictions) {
    boolean wanted = reader.value(ENABLE_GLOBAL_AUTH, Syntax.BOOL, true);
    if (wanted && restrictions.globalAuth()) {
      reader
          .findings()
          .refuse(
              reader.field(ENABLE_GLOBAL_AUTH),
              "is not false, and the ConfigMap's global-auth-url cannot be honoured yet");
    }
  }
}
