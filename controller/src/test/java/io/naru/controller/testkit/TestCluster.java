package io.naru.controller.testkit;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A real API server.
public interface TestCluster extends AutoCloseable {

  /// Of an administrator.
  Path kubeconfig();

  /// What it is, for people.
  String description();

  @Override
  void close();

  /// The administrator's configuration.
  default Config config() {
    try {
      return new ConfigBuilder(Config.fromKubeconfig(Files.readString(kubeconfig())))
          .withWatchReconnectInterval(100)
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The administrator; to be closed.
  default KubernetesClient admin() {
    return new KubernetesClientBuilder().withConfig(config()).build();
  }
}
