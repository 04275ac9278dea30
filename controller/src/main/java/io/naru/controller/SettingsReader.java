package io.naru.controller;

import io.naru.controller.compile.ClassRules;
import io.naru.controller.compile.CompileOptions;
import io.naru.controller.object.Kind;
import io.naru.controller.object.ObjectKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// From flags to settings.
///
/// @param environment of the process
record SettingsReader(FlagValues flags, Map<String, String> environment) {
  private static final String CONFIG_MAP = "ingress-nginx/ingress-nginx-controller";

  Settings settings() throws Refusal {
    CompileOptions compile = compile();
    return new Settings(
        source(compile),
        traffic(),
        connections(),
        status(),
        compile,
        new WebhookSettings(flags).read(),
        grace());
  }

  private Settings.Source source(CompileOptions compile) throws Refusal {
    Optional<String> folder = flags.text(Flag.MANIFESTS);
    if (folder.isEmpty()) {
      return new ClusterSettings(flags, environment, compile).read();
    }
    for (Flag flag : flags.given().keySet()) {
      if (ClusterSettings.concernsServer(flag)) {
        throw Refusal.usage("%s makes no sense with %s.".formatted(flag, Flag.MANIFESTS));
      }
    }
    return new Settings.Folder(Path.of(folder.get()));
  }

  private boolean ofFolder() {
    return flags.text(Flag.MANIFESTS).isPresent();
  }

  private Settings.Traffic traffic() throws Refusal {
    return new Settings.Traffic(
        flags.address(Flag.BIND_ADDRESS),
        flags.port(Flag.HTTP_PORT),
        flags.port(Flag.HTTPS_PORT),
        flags.optionalPort(Flag.ADVERTISED_HTTP_PORT),
        flags.optionalPort(Flag.ADVERTISED_HTTPS_PORT));
  }

  private Settings.Connections connections() throws Refusal {
    return new Settings.Connections(
        flags.optionalCount(Flag.MAX_CLIENT_CONNECTIONS),
        flags.optionalCount(Flag.MAX_ENDPOINT_CONNECTIONS),
        flags.optionalCount(Flag.MAX_CONNECTIONS_PER_ENDPOINT));
  }

  private Settings.Status status() throws Refusal {
    return new Settings.Status(
        flags.address(Flag.HEALTHZ_HOST),
        flags.port(Flag.HEALTHZ_PORT),
        flags.path(Flag.HEALTH_CHECK_PATH),
        flags.port(Flag.STATUS_PORT));
  }

  private CompileOptions compile() throws Refusal {
    return new CompileOptions(
        flags.name(Flag.ANNOTATIONS_PREFIX),
        new ClassRules(
            flags.name(Flag.CONTROLLER_CLASS),
            flags.name(Flag.INGRESS_CLASS),
            flags.on(Flag.INGRESS_CLASS_BY_NAME),
            flags.on(Flag.WATCH_INGRESS_WITHOUT_CLASS),
            ofFolder()),
        flags.text(Flag.WATCH_NAMESPACE),
        !flags.on(Flag.DISABLE_CATCH_ALL),
        references(),
        !flags.on(Flag.DISABLE_SVC_EXTERNAL_NAME),
        flags.optionalPort(Flag.ADVERTISED_HTTPS_PORT).orElse(flags.port(Flag.HTTPS_PORT)),
        Set.copyOf(List.of(flags.port(Flag.HEALTHZ_PORT), flags.port(Flag.STATUS_PORT))),
        Optional.of(flags.path(Flag.HEALTH_CHECK_PATH)));
  }

  private CompileOptions.References references() throws Refusal {
    return new CompileOptions.References(
        object(Flag.CONFIGMAP, Kind.CONFIG_MAP)
            .or(() -> Optional.of(key(Kind.CONFIG_MAP, CONFIG_MAP)).filter(_ -> ofFolder())),
        object(Flag.DEFAULT_BACKEND_SERVICE, Kind.SERVICE),
        object(Flag.DEFAULT_SSL_CERTIFICATE, Kind.SECRET));
  }

  private Optional<ObjectKey> object(Flag flag, Kind kind) throws Refusal {
    return flags.object(flag).map(path -> key(kind, path));
  }

  private static ObjectKey key(Kind kind, String path) {
    int slash = path.indexOf('/');
    return new ObjectKey(kind, path.substring(0, slash), path.substring(slash + 1));
  }

  private Settings.Grace grace() throws Refusal {
    return new Settings.Grace(
        flags.seconds(Flag.SHUTDOWN_GRACE_PERIOD), flags.seconds(Flag.POST_SHUTDOWN_GRACE_PERIOD));
  }
}
