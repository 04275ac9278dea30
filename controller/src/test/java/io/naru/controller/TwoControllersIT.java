package io.naru.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.naru.controller.testkit.OnRealCluster;
import io.naru.controller.testkit.TestNamespace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Two controllers on one class, as processes of their own: one writes, one observes.
@OnRealCluster
class TwoControllersIT {
  private static final Map<Flag, String> ON = Map.of(Flag.PUBLISH_STATUS_ADDRESS, "192.0.2.1");
  private static final Map<Flag, String> OBSERVING =
      Map.of(
          Flag.ELECTION_ID,
          "other",
          Flag.STATUS,
          "observe",
          Flag.PUBLISH_STATUS_ADDRESS,
          "198.51.100.7");

  /// How many versions each Ingress of a namespace had.
  ///
  /// Thread rule: the watch tells on its thread, one thread waits.
  private static final class Versions implements Watcher<Ingress> {
    private final Map<String, Integer> seen = new HashMap<>();

    @Override
    public synchronized void eventReceived(Action action, Ingress ingress) {
      seen.merge(ingress.getMetadata().getName(), 1, Integer::sum);
      notifyAll();
    }

    @Override
    public void onClose(WatcherException cause) {
      throw new AssertionError(cause);
    }

    /// Of all until this one appears, which comes last.
    synchronized Map<String, Integer> until(String last) throws InterruptedException {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (!seen.containsKey(last)) {
        long left = deadline - System.nanoTime();
        assertThat(left).as("%s in %s", last, seen).isPositive();
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
      return Map.copyOf(seen);
    }
  }

  @Test
  void oneThatObservesSaysWhatItWouldWriteAndWritesNothing(TestNamespace namespace)
      throws Exception {
    Versions versions = new Versions();
    try (OnClass ours = new OnClass(namespace);
        Watch _ =
            namespace
                .admin()
                .network()
                .v1()
                .ingresses()
                .inNamespace(namespace.name())
                .watch(versions);
        Naru on = Naru.inCluster(namespace, "on-0", ON);
        Naru observing = Naru.inCluster(namespace, "observing-0", OBSERVING)) {
      on.await(0, it -> it.contains("leads from now on"));
      observing.await(0, it -> it.contains("leads from now on"));
      // Each new one has both look at all others again.
      for (String name : List.of("a", "b", "c")) {
        int before = observing.lines().size();
        ours.ingress(name, Map.of());
        ours.awaitStatus(name, "192.0.2.1");
        observing.await(
            before,
            it ->
                it.contains("would write 198.51.100.7")
                    && it.contains(namespace.name() + "/" + name));
      }
      end(observing);
      end(on);
      ours.ingress("end", Map.of());
      assertThat(versions.until("end")).isEqualTo(Map.of("a", 2, "b", 2, "c", 2, "end", 1));
      assertThat(List.of("a", "b", "c"))
          .allSatisfy(it -> {
            assertThat(ours.status(it)).containsExactly("192.0.2.1");
            assertThat(ours.managers(it))
                .extracting(ManagedFieldsEntry::getManager, ManagedFieldsEntry::getSubresource)
                .filteredOn(each -> "status".equals(each.toList().getLast()))
                .hasSize(1);
          });
    }
  }

  private static void end(Naru naru) throws InterruptedException {
    naru.terminate();
    assertThat(naru.exitCode()).isZero();
  }
}
