package io.naru.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLS;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.naru.controller.testkit.OnRealCluster;
import io.naru.controller.testkit.PrivateCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What anybody stores in the cluster does not end the program (catalogue A7), with the memory that
/// the chart gives it. `-Dlarge.objects=400` stores as many Secrets and ConfigMaps of 1 MB each.
@OnRealCluster
class LargeObjectsIT {
  private static final int OBJECTS = Integer.getInteger("large.objects", 60);
  private static final String MEGABYTE = "x".repeat(1_000_000);

  /// Labels have no bound but that of the object.
  private static final int LABELS = 5_000;

  @Test
  void itServesThroughoutWhateverOthersStore(PrivateCluster cluster) throws Exception {
    try (KubernetesClient admin = cluster.admin()) {
      admin.resource(nginx()).create();
      admin.resource(ingress("before", List.of())).create();
      IntStream.range(0, OBJECTS).parallel().forEach(i -> store(admin, i));
      // Somebody may refer to them too.
      admin.resource(ingress("greedy", IntStream.range(0, OBJECTS).boxed().toList())).create();

      try (Naru naru = start(cluster)) {
        int port = port(naru.await(0, it -> it.contains("serving the cluster")));
        try (Requests requests = new Requests(port)) {
          cluster.kill();
          int lines = naru.lines().size();
          cluster.start();
          cluster.compact();
          admin.resource(ingress("after", List.of())).create();
          naru.await(lines, it -> it.contains("Ingress default/after added"));
          cluster.kill();
          cluster.start();
          lines = naru.lines().size();
          admin.resource(ingress("last", List.of())).create();
          naru.await(lines, it -> it.contains("Ingress default/last added"));
          assertThat(status(port, "last.test")).isEqualTo(308);
          assertThat(requests.failures()).isEmpty();
        }
        naru.terminate();
        assertThat(naru.exitCode()).isZero();
      }
    }
  }

  private static void store(KubernetesClient admin, int i) {
    admin
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("large-" + i)
                .endMetadata()
                .withType("Opaque")
                .withStringData(Map.of("a", MEGABYTE))
                .build())
        .create();
    admin
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("large-" + i)
                .endMetadata()
                .withData(Map.of("a", MEGABYTE))
                .build())
        .create();
    admin
        .resource(
            new ServiceBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName("labelled-" + i)
                .withLabels(labels())
                .endMetadata()
                .withNewSpec()
                .withClusterIP("None")
                .endSpec()
                .build())
        .create();
  }

  private static Map<String, String> labels() {
    Map<String, String> labels = new HashMap<>();
    IntStream.range(0, LABELS).forEach(i -> labels.put("l" + i + "x".repeat(50), "x".repeat(60)));
    return labels;
  }

  private static IngressClass nginx() {
    return new IngressClassBuilder()
        .withNewMetadata()
        .withName("nginx")
        .endMetadata()
        .withNewSpec()
        .withController("k8s.io/ingress-nginx")
        .endSpec()
        .build();
  }

  /// One that redirects to HTTPS.
  private static Ingress ingress(String name, List<Integer> secrets) {
    String host = name + ".test";
    return new IngressBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withIngressClassName("nginx")
        .addNewTl()
        .withHosts(host)
        .endTl()
        .addAllToTls(secrets.stream().map(it -> new IngressTLS(List.of(), "large-" + it)).toList())
        .addNewRule()
        .withHost(host)
        .withNewHttp()
        .addNewPath()
        .withPath("/")
        .withPathType("Prefix")
        .withNewBackend()
        .withNewService()
        .withName("nobody")
        .withNewPort(null, 80)
        .endService()
        .endBackend()
        .endPath()
        .endHttp()
        .endRule()
        .endSpec()
        .build();
  }

  private static Naru start(PrivateCluster cluster) throws IOException {
    ProcessBuilder builder = new ProcessBuilder();
    builder.environment().put("POD_NAME", "naru-0");
    builder.environment().put("POD_NAMESPACE", "default");
    builder.environment().put("NARU_JAVA_OPTS", "-XX:MaxRAM=512m");
    return Naru.start(
        builder,
        "serve",
        "--log-format=plain",
        "--kubeconfig=" + cluster.kubeconfig(),
        "--bind-address=127.0.0.1",
        "--healthz-host=127.0.0.1",
        "--http-port=0",
        "--https-port=0",
        "--healthz-port=0",
        "--status-port=0",
        "--update-status=false");
  }

  private static int port(String serving) {
    return Integer.parseInt(serving.replaceFirst(".* on http [^ ]*:(\\d+) and https .*", "$1"));
  }

  private static int status(int port, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(2_000);
      socket
          .getOutputStream()
          .write(
              "GET / HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                  .formatted(host)
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return answer.isEmpty() ? 0 : Integer.parseInt(answer.split(" ", 3)[1]);
    }
  }

  /// Requests one after the other, until it is closed.
  private static final class Requests implements AutoCloseable {
    private final List<String> failures = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread thread;

    Requests(int port) {
      this.thread = Thread.ofVirtual().start(() -> run(port));
    }

    private void run(int port) {
      while (!closed.get()) {
        try {
          int status = status(port, "before.test");
          if (status != 308) {
            add("answered " + status);
          }
        } catch (IOException e) {
          add(e.toString());
        }
      }
    }

    private synchronized void add(String failure) {
      failures.add(failure);
    }

    synchronized List<String> failures() {
      return List.copyOf(failures);
    }

    @Override
    public void close() {
      closed.set(true);
      try {
        thread.join();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
