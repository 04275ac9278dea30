package io.naru.controller.access;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// How the API server is reached: through a kubeconfig, at an address without credentials, or else
/// with the account of the pod that this runs in.
///
/// @param kubeconfig wins over the pod's account
/// @param host URL of the server; wins over the one in the kubeconfig
/// @param authority PEM file of the CA to believe, with `host`
public record Connection(
    Optional<Path> kubeconfig, Optional<String> host, Optional<Path> authority) {
  private static final Path ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");
  private static final int CONNECT_MILLIS = 5_000;
  private static final int REQUEST_MILLIS = 30_000;
  private static final int RECONNECT_MILLIS = 100;

  /// The client's configuration. A request that fails is tried once more; the rest is left to those
  /// who ask: a list that fails is said, and begun again. HTTP/1.1, so that one connection that
  /// died silently holds up no other request.
  ///
  /// @throws IOException if a file cannot be read, or nothing says where the server is; its message
  ///   is a sentence for people
  Config config(Map<String, String> environment) throws IOException {
    Config base = kubeconfig.isPresent() ? ofFile(kubeconfig.get()) : withoutFile(environment);
    ConfigBuilder builder =
        new ConfigBuilder(base)
            .withConnectionTimeout(CONNECT_MILLIS)
            .withRequestTimeout(REQUEST_MILLIS)
            .withRequestRetryBackoffLimit(1)
            .withRequestRetryBackoffInterval(100)
            .withHttp2Disable(true)
            .withWatchReconnectInterval(RECONNECT_MILLIS)
            .withWatchReconnectLimit(-1);
    host.ifPresent(builder::withMasterUrl);
    if (authority.isPresent()) {
      builder.withCaCertFile(readable(authority.get()).toString());
    }
    return builder.build();
  }

  private static Config ofFile(Path file) throws IOException {
    try {
      return Config.fromKubeconfig(readable(file).toFile());
    } catch (RuntimeException e) {
      throw new IOException("The kubeconfig " + file + " makes no sense: " + e.getMessage(), e);
    }
  }

  private Config withoutFile(Map<String, String> environment) throws IOException {
    return host.isPresent() ? Config.empty() : inCluster(environment);
  }

  /// The token is read anew for each request, as it changes from time to time.
  private static Config inCluster(Map<String, String> environment) throws IOException {
    String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
    if (host.isEmpty() || !Files.isReadable(ACCOUNT.resolve("token"))) {
      throw new IOException(
          "There is no API server to watch: this does not run in a pod with a service account, and"
              + " --kubeconfig names no file; --manifests=DIR serves a folder instead.");
    }
    return new ConfigBuilder(Config.empty())
        .withMasterUrl(
            "https://%s:%s/"
                .formatted(
                    host.contains(":") ? "[" + host + "]" : host,
                    environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443")))
        .withCaCertFile(ACCOUNT.resolve("ca.crt").toString())
        .withOauthTokenProvider(() -> token(ACCOUNT.resolve("token")))
        .build();
  }

  private static String token(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Path readable(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException("The file " + file + " cannot be read.");
    }
    return file;
  }
}
