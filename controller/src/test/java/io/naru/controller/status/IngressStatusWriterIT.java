package io.naru.controller.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.naru.controller.access.ApiServer;
import io.naru.controller.access.Feature;
import io.naru.controller.leader.LeaderGate;
import io.naru.controller.leader.Term;
import io.naru.controller.object.ObjectKey;
import io.naru.controller.testkit.OnRealCluster;
import io.naru.controller.testkit.Servers;
import io.naru.controller.testkit.TestNamespace;
import io.naru.controller.watch.ClusterState;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Two replicas, one of which is killed.
@OnRealCluster
class IngressStatusWriterIT {

  /// One of them.
  private static final class Replica implements AutoCloseable {
    private final ApiServer server;
    private final LeaderGate gate;
    private final IngressStatusWriter writer;
    private final SharedIndexInformer<Ingress> watch;
    private final CompletableFuture<Boolean> leading = new CompletableFuture<>();

    Replica(TestNamespace namespace, String name) {
      this.server = Servers.open(namespace, Feature.STATUS, Feature.REPLICAS, Feature.ELECTION);
      this.gate =
          new LeaderGate(name, new Term(Duration.ofSeconds(2)), server.leases(), new Random(2));
      AddressChoice choice =
          new AddressChoice.Fixed(new Addresses(List.of(Address.ofIp("192.0.2.1"))));
      this.writer =
          new IngressStatusWriter(
              new StatusOptions(StatusMode.ON, choice, Duration.ofMinutes(1), true),
              server,
              name,
              gate);
      gate.whenLeading(() -> {
        writer.wake();
        leading.complete(true);
      });
      this.watch = watch(namespace, writer.shown());
      gate.start();
      writer.start();
    }

    private static SharedIndexInformer<Ingress> watch(TestNamespace namespace, ShownStatus shown) {
      return namespace
          .admin()
          .network()
          .v1()
          .ingresses()
          .inNamespace(namespace.name())
          .inform(
              new ResourceEventHandler<>() {
                @Override
                public void onAdd(Ingress ingress) {
                  shown.seen(ingress);
                }

                @Override
                public void onUpdate(Ingress before, Ingress ingress) {
                  shown.seen(ingress);
                }

                @Override
                public void onDelete(Ingress ingress, boolean unseen) {
                  shown.gone(ClusterState.keyOf(ingress));
                }
              });
    }

    /// As by SIGKILL: whatever it asks of the server, there is no way to it any more.
    void kill() {
      server.close();
    }

    @Override
    public void close() {
      watch.stop();
      writer.close();
      gate.close();
      server.close();
    }
  }

  @Test
  void afterAKilledLeaderAnotherGoesOnAndNothingIsWrittenTwice(TestNamespace namespace)
      throws Exception {
    Ingresses ingresses = new Ingresses(namespace);
    ObjectKey a = ingresses.create("a");
    ObjectKey b = ingresses.create("b");
    try (Replica one = new Replica(namespace, "one")) {
      one.leading.get(60, TimeUnit.SECONDS);
      try (Replica two = new Replica(namespace, "two")) {
        one.writer.stands(Set.of(a, b));
        two.writer.stands(Set.of(a, b));
        ingresses.await("a", "192.0.2.1");
        ingresses.await("b", "192.0.2.1");
        String version = ingresses.version("a");
        one.kill();
        ObjectKey c = ingresses.create("c");
        one.writer.stands(Set.of(a, b, c));
        two.writer.stands(Set.of(a, b, c));
        ingresses.await("c", "192.0.2.1");
        assertThat(two.leading).isCompleted();
        assertThat(ingresses.version("a")).isEqualTo(version);
        assertThat(one.writer.counts().written()).isEqualTo(2);
        assertThat(two.writer.counts().written()).isEqualTo(1);
      }
    }
  }
}
