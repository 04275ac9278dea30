package io.naru.controller;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.naru.controller.access.Access;
import io.naru.controller.access.Connection;
import io.naru.controller.access.Feature;
import io.naru.controller.access.Names;
import io.naru.controller.compile.ClassRules;
import io.naru.controller.compile.CompileOptions;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.translate.ReferredSecrets;
import io.naru.controller.watch.cluster.Choice;
import io.naru.controller.watch.cluster.Namespaces;
import io.naru.controller.watch.cluster.SecretReading;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// From flags and environment to what concerns the API server.
record ClusterSettings(FlagValues flags, Map<String, String> environment, CompileOptions compile) {
  private static final Duration SECRETS_AGAIN = Duration.ofMinutes(1);

  /// Whether a flag says nothing about a folder of manifests.
  static boolean concernsServer(Flag flag) {
    return flag.group() == Flag.Group.SERVER
        || flag.group() == Flag.Group.WRITES
        || flag == Flag.WATCH_NAMESPACE_SELECTOR
        || flag == Flag.VALIDATING_WEBHOOK_SELF_SIGNED
        || flag == Flag.SECRETS;
  }

  Settings.Cluster read() throws Refusal {
    Settings.Self self = self();
    boolean byName = secretsByName();
    Writes writes =
        new WriteSettings(flags, compile.references().configMap(), self.namespace()).read();
    Optional<Settings.Proof.Own> certificate = new WebhookSettings(flags).own();
    Choice choice = new Choice(namespaces(), secrets(byName), references(writes), withoutClasses());
    return new Settings.Cluster(
        self,
        new Connection(
            flags.file(Flag.KUBECONFIG),
            flags.text(Flag.APISERVER_HOST),
            flags.file(Flag.CERTIFICATE_AUTHORITY)),
        new Access(
            flags.text(Flag.WATCH_NAMESPACE),
            names(self, certificate),
            features(byName, writes, certificate)),
        choice,
        writes,
        flags.duration(Flag.SYNC_PERIOD));
  }

  private Settings.Self self() throws Refusal {
    return new Settings.Self(variable("POD_NAMESPACE"), variable("POD_NAME"));
  }

  private String variable(String name) throws Refusal {
    return Optional.ofNullable(environment.get(name))
        .filter(it -> !it.isBlank())
        .orElseThrow(() ->
            Refusal.environment(
                "The environment has no %s: in a cluster Naru needs POD_NAME and POD_NAMESPACE to"
                        .formatted(name)
                    + " know who it is; --manifests=DIR serves a folder instead."));
  }

  private Names names(Settings.Self self, Optional<Settings.Proof.Own> certificate) throws Refusal {
    return new Names(
        self.namespace(),
        flags.name(Flag.ELECTION_ID),
        certificate.map(Settings.Proof.Own::secret).orElse(""),
        certificate.map(Settings.Proof.Own::configuration).orElse(""));
  }

  private Set<Feature> features(
      boolean secretsByName, Writes writes, Optional<Settings.Proof.Own> certificate) {
    Set<Feature> features = EnumSet.of(Feature.SERVING);
    features.addAll(WriteSettings.features(writes));
    features.add(secretsByName ? Feature.SECRETS_BY_NAME : Feature.ALL_SECRETS);
    if (flags.text(Flag.WATCH_NAMESPACE_SELECTOR).isPresent()) {
      features.add(Feature.NAMESPACE_SELECTOR);
    }
    certificate.ifPresent(_ -> features.add(Feature.ADMISSION_CERTIFICATE));
    return features;
  }

  private Namespaces namespaces() throws Refusal {
    Optional<String> one = flags.text(Flag.WATCH_NAMESPACE);
    Optional<String> labels = flags.text(Flag.WATCH_NAMESPACE_SELECTOR);
    if (one.isPresent() && labels.isPresent()) {
      throw Refusal.usage(
          "%s and %s exclude each other."
              .formatted(Flag.WATCH_NAMESPACE, Flag.WATCH_NAMESPACE_SELECTOR));
    }
    return one.<Namespaces>map(Namespaces.One::new)
        .or(() -> labels.map(Namespaces.Selected::new))
        .orElseGet(Namespaces.All::new);
  }

  /// A Role of one namespace cannot grant what lies outside of namespaces, and a class that counts
  /// by its name need not be seen. A ClusterRole can: there the right is waited for as any other.
  private Optional<String> withoutClasses() throws Refusal {
    ClassRules classes = compile.classes();
    if (classes.byName()) {
      return Optional.of(
          "only the IngressClass named %s is ours; with another one spec.ingressClassName is passed"
                  .formatted(classes.name())
              + " over, the annotation kubernetes.io/ingress.class decides");
    }
    return namespaces() instanceof Namespaces.One
        ? Optional.of(
            "spec.ingressClassName is passed over, the annotation kubernetes.io/ingress.class"
                + " decides")
        : Optional.empty();
  }

  private SecretReading secrets(boolean byName) {
    String prefix = compile.annotationsPrefix();
    Function<Ingress, Set<ObjectKey>> referred = it -> ReferredSecrets.of(it, prefix);
    return byName
        ? new SecretReading.ByName(referred, SECRETS_AGAIN)
        : new SecretReading.Watched(referred);
  }

  private boolean secretsByName() throws Refusal {
    return switch (flags.name(Flag.SECRETS)) {
      case "watch" -> false;
      case "by-name" -> true;
      case String other ->
          throw Refusal.usage("%s=%s: neither watch nor by-name.".formatted(Flag.SECRETS, other));
    };
  }

  private Set<ObjectKey> references(Writes writes) {
    CompileOptions.References named = compile.references();
    return Stream.of(
            named.configMap(),
            named.defaultBackend(),
            named.defaultCertificate(),
            writes.status().addresses().service())
        .flatMap(Optional::stream)
        .collect(Collectors.toSet());
  }
}
