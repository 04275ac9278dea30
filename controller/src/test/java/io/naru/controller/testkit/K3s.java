package io.naru.controller.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;

/// A K3s in a container.
final class K3s implements TestCluster {
  private static final DockerImageName IMAGE = DockerImageName.parse("rancher/k3s:v1.34.2-k3s1");

  private final K3sContainer container;
  private final Path kubeconfig;

  private K3s(K3sContainer container) {
    this.container = container;
    try {
      this.kubeconfig = Files.createTempFile("naru-k3s-", ".kubeconfig");
      Files.writeString(kubeconfig, container.getKubeConfigYaml());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts one where a container engine answers. Engines are only asked where one may be.
  static Optional<TestCluster> start() {
    boolean likely =
        System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
    if (!likely || !DockerClientFactory.instance().isDockerAvailable()) {
      return Optional.empty();
    }
    K3sContainer container = new K3sContainer(IMAGE);
    container.start();
    return Optional.of(new K3s(container));
  }

  @Override
  public Path kubeconfig() {
    return kubeconfig;
  }

  @Override
  public String description() {
    return "K3s in a container";
  }

  @Override
  public void close() {
    container.stop();
  }
}
